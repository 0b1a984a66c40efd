// Checks a report of a run, or one of two runs, in Chromium: see the script check-report beside this file.
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { basename } from 'node:path';
import { statSync } from 'node:fs';

const file = process.argv[2];
const name = basename(file, '.html');
const url = pathToFileURL(file).href;
const problems = [];
const expect = (condition, message) => condition || problems.push(message);

expect(statSync(file).size < 2_000_000, `the file has ${statSync(file).size} bytes, not under 2 MB`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

const open = async (options, where) => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', message => problems.push(`${where}: console ${message.type()}: ${message.text()}`));
  page.on('pageerror', error => problems.push(`${where}: ${error}`));
  page.on('request', request => {
    if (!request.url().startsWith('data:') && request.url() !== url) problems.push(`${where}: asks for ${request.url()}`);
  });
  await page.goto(url);
  return page;
};

// Computed colours, so that inherited and themed ones count; text on a background of its own or its nearest ancestor's.
const lowContrast = () => {
  const channels = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = channels(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  const report = (element, colour, behind) => {
    const [a, b] = [luminance(colour), luminance(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.add(`${ratio.toFixed(2)}:1 <${element.tagName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent.slice(0, 30)}`);
  };
  for (const element of document.querySelectorAll('body *:not(svg *)')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (own && element.checkVisibility()) report(element, channels(getComputedStyle(element).color), ground(element));
  }
  for (const text of document.querySelectorAll('svg text')) {
    const box = text.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    // The last rectangle drawn before the text that covers its middle.
    const behind = [...text.ownerSVGElement.querySelectorAll('rect')]
      .filter(rect => getComputedStyle(rect).fill !== 'none')
      .filter(rect => rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
      .filter(rect => { const r = rect.getBoundingClientRect(); return r.left <= x && x <= r.right && r.top <= y && y <= r.bottom; })
      .pop();
    report(text, channels(getComputedStyle(text).fill), channels(getComputedStyle(behind).fill));
  }
  return [...low];
};

// A cell of a report's confusion matrix says which it is and leads to its images.
const checkMatrix = async (page, where, screenshots) => {
  const cell = page.locator('table.matrix td a').nth(1);
  await cell.hover();
  expect((await cell.locator('.tip').evaluate(e => getComputedStyle(e).opacity)) === '1', `${where}: pointing at a cell does not say which it is`);
  if (screenshots) await page.screenshot({ path: `${name}-${where.replace(' ', '-')}-hover.png` });
  const target = (await cell.getAttribute('href')).slice(1);
  await cell.click();
  expect(await page.locator(`#${target}`).isVisible(), `${where}: a cell does not lead to its images`);
  await page.waitForTimeout(500);
  if (screenshots) await page.screenshot({ path: `${name}-${where.replace(' ', '-')}-pair.png` });
};

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    for (const javaScriptEnabled of width === 1280 ? [true, false] : [true]) {
      const where = `${colorScheme} ${width}${javaScriptEnabled ? '' : ' without scripts'}`;
      const page = await open({ colorScheme, viewport: { width, height: 900 }, javaScriptEnabled }, where);
      for (const figure of await page.locator('figure, table.matrix, .cards img, .pair:not(.more) img').all()) {
        const box = await figure.boundingBox();
        expect(box && box.width > 20 && box.height > 20, `${where}: a figure has no visible box: ${await figure.evaluate(e => e.outerHTML.slice(0, 100))}`);
      }
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(inner <= outer, `${where}: the page scrolls sideways, ${inner} > ${outer}`);
      if (javaScriptEnabled) {
        (await page.evaluate(lowContrast)).forEach(low => problems.push(`${where}: contrast ${low}`));
        await page.screenshot({ path: `${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
      if (await page.locator('table.matrix').count() > 0) await checkMatrix(page, where, javaScriptEnabled);
      await page.context().close();
    }
  }
}

// The keyboard alone: the first stop skips the contents, and each stop can be seen.
const keyboard = await open({ viewport: { width: 1280, height: 900 } }, 'keyboard');
await keyboard.keyboard.press('Tab');
expect((await keyboard.evaluate(() => document.activeElement.className)) === 'skip', 'the first stop is not the skip link');
for (let stop = 0; stop < 40; stop++) {
  if (await keyboard.evaluate(() => document.activeElement === document.body)) break;
  const [name, seen] = await keyboard.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    const cell = getComputedStyle(document.activeElement.parentElement);
    return [document.activeElement.outerHTML.slice(0, 80), style.outlineStyle !== 'none' || cell.outlineStyle !== 'none'];
  });
  expect(seen, `the focus cannot be seen on ${name}`);
  await keyboard.keyboard.press('Tab');
}
await keyboard.emulateMedia({ media: 'print', colorScheme: 'dark' });
await keyboard.pdf({ path: `${name}.pdf`, format: 'A4', preferCSSPageSize: true });
await browser.close();

problems.forEach(problem => console.error(problem));
console.error(problems.length === 0 ? 'no problem found' : `${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
