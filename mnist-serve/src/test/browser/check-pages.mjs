// What check-pages runs: opens pages without a server from the disk, offline, and compares them with what the library predicts.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { checkDrawing, drawByMouse, ONE, opener } from './drawing.mjs';

const [executablePath, folder] = process.argv.slice(2);
const TOLERANCE = 1e-5;
const GREY_LEVELS = 1;
const OFFLINE = { offline: true, viewport: { width: 390, height: 844 } };

const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
const urlOf = (name) => pathToFileURL(`${folder}/${name}`).href;
const bytes = (base64) => [...Buffer.from(base64, 'base64')];
const largest = (ours, theirs) => Math.max(...ours.map((value, i) => Math.abs(value - theirs[i])));

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  let worst = 0;
  for (const { name, file, images, probabilities } of read('networks.json')) {
    const page = await opener(browser, urlOf(file))(OFFLINE);
    const found = await page.evaluate(
      (all) => all.map((image) => mnist4j.classify(Uint8Array.from(atob(image), (c) => c.charCodeAt(0)))),
      images,
    );
    assert.equal(found.length, 1000, name);
    const difference = Math.max(...probabilities.map((ours, i) => largest(ours, found[i])));
    console.log(`${name}: ${images.length} images, largest difference ${difference.toExponential(1)}`);
    assert.ok(difference < TOLERANCE, name); // false for NaN too
    worst = Math.max(worst, difference);
    assert.deepEqual(page.complaints, [], name);
    await page.context().close();
  }

  const page = await opener(browser, urlOf('trained.html'))(OFFLINE);
  const drawings = read('drawings.json');
  assert.equal(drawings.length, 100);
  let levels = 0;
  for (const { name, width, height, pixels, prepared } of drawings) {
    const found = await page.evaluate((drawing) => mnist4j.prepare(...drawing), [width, height, bytes(pixels)]);
    assert.equal(found.length, 28 * 28, name);
    levels = Math.max(levels, largest(bytes(prepared), found));
    assert.ok(levels <= GREY_LEVELS, `${name}: ${levels} grey levels`);
  }

  await checkDrawing((options) => opener(browser, urlOf('trained.html'))({ ...options, offline: true }), folder);

  const unsure = await opener(browser, urlOf('unsure.html'))(OFFLINE);
  await drawByMouse(unsure, ONE);
  await unsure.locator('#share').filter({ hasText: '· unsure' }).waitFor();
  await unsure.screenshot({ path: `${folder}/unsure.png` });
  assert.deepEqual(unsure.complaints, []);

  const whole = readFileSync(`${folder}/trained.html`, 'utf8');
  const middle = whole.indexOf('id="parameters-0"') + 200_000;
  const other = whole[middle] === '+' ? '-' : '+';
  writeFileSync(`${folder}/damaged.html`, whole.slice(0, middle) + other + whole.slice(middle + 1));
  const damaged = await browser.newPage();
  await damaged.goto(urlOf('damaged.html'));
  await damaged.getByRole('alert').filter({ hasText: 'cannot be read: the file is damaged' }).waitFor();

  const hostile = await opener(browser, urlOf('hostile.html'))(OFFLINE);
  assert.equal(await hostile.locator('img, script:not([type])').count(), 0, 'names are no markup');
  assert.equal(await hostile.locator('#bars .class').first().textContent(), '</script><img src=x onerror=hacked()>');
  assert.deepEqual(hostile.complaints, [], 'a name that ran would be an error: nothing defines hacked()');

  console.log(`${await browser.version()}: probabilities within ${worst.toExponential(1)}, ${drawings.length} drawings within`
    + ` ${levels} grey levels; screenshots in ${folder}`);
} finally {
  await browser.close();
}
