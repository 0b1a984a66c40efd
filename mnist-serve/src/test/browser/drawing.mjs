// Draws on a page with every kind of pointer and the keyboard, and looks: what the served page and the one without a server share.
import assert from 'node:assert/strict';

const SEVEN = [[0.25, 0.22], [0.72, 0.22], [0.45, 0.85]];
export const ONE = [[0.5, 0.15], [0.5, 0.85]];
const WINDOWS = [
  { name: 'wide', width: 1280, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
];

/** Opens pages; what they complain of, and the requests that do not begin with the address, are in their complaints. */
export function opener(browser, url) {
  return async (options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', (message) => message.type() !== 'log' && page.complaints.push(message.text()));
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    page.on('requestfailed', (request) => page.complaints.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
        page.complaints.push(`left: ${request.url()}`);
      }
    });
    await page.goto(url);
    await page.locator('#bars li').first().waitFor();
    return page;
  };
}

/** Corners in shares of the canvas as a walk of small steps in pixels of the window. */
async function walk(page, corners) {
  const box = await page.locator('#canvas').boundingBox();
  const steps = [];
  for (let i = 0; i + 1 < corners.length; i++) {
    for (let t = 0; t <= 1; t += 0.05) {
      const share = (axis) => corners[i][axis] + (corners[i + 1][axis] - corners[i][axis]) * t;
      steps.push({ x: box.x + share(0) * box.width, y: box.y + share(1) * box.height });
    }
  }
  return steps;
}

export async function drawByMouse(page, corners) {
  const steps = await walk(page, corners);
  await page.mouse.move(steps[0].x, steps[0].y);
  await page.mouse.down();
  for (const { x, y } of steps) {
    await page.mouse.move(x, y);
    await page.waitForTimeout(10);
  }
  await page.mouse.up();
}

async function drawByTouch(page, corners) {
  const devtools = await page.context().newCDPSession(page);
  const steps = await walk(page, corners);
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [steps[0]] });
  for (const step of steps) {
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [step] });
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function drawByPen(page, corners) {
  const devtools = await page.context().newCDPSession(page);
  const steps = await walk(page, corners);
  const pen = { button: 'left', buttons: 1, pointerType: 'pen', force: 0.5, clickCount: 1 };
  await devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...pen, ...steps[0] });
  for (const step of steps) {
    await devtools.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...pen, ...step });
  }
  await devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...pen, ...steps.at(-1) });
}

const name = (page) => page.locator('#name').textContent();
const numbers = async (page) =>
  (await page.locator('#bars .number').allTextContents()).map((text) => Number.parseFloat(text.replace('> ', '')) || 0);

async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
}

async function expectName(page, expected, what) {
  await settled(page);
  assert.equal(await name(page), expected, what);
  const sum = (await numbers(page)).reduce((a, b) => a + b);
  assert.ok(Math.abs(sum - 100) < 1, `${what}: the bars add up to ${sum}`);
}

/** Returns a page with nothing drawn, after everything that a visitor can do was tried in pages of their own. */
export async function checkDrawing(open, shots) {
  for (const { name: size, width, height } of WINDOWS) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await open({ viewport: { width, height }, colorScheme });
      await page.screenshot({ path: `${shots}/${size}-${colorScheme}-empty.png`, fullPage: true });
      await drawByMouse(page, SEVEN.slice(0, 2));
      await settled(page);
      const half = await numbers(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      assert.equal(await name(page), '–');
      await drawByMouse(page, SEVEN);
      await expectName(page, '7', `${size}, ${colorScheme}`);
      assert.notDeepEqual(await numbers(page), half, 'the bars move');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${size}: ${overflow} pixels wider than the window`);
      await page.screenshot({ path: `${shots}/${size}-${colorScheme}.png`, fullPage: true });
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
  }

  const touched = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await drawByTouch(touched, SEVEN);
  await expectName(touched, '7', 'touch');
  assert.equal(await touched.evaluate(() => scrollY), 0, 'drawing does not scroll');
  assert.deepEqual(touched.complaints, []);

  const page = await open({ viewport: { width: 1280, height: 900 } });
  await drawByPen(page, SEVEN);
  await expectName(page, '7', 'pen');
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await name(page), '–');

  await page.getByRole('application', { name: 'Drawing area' }).focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'brush', 'the canvas lets the focus go');
  await page.keyboard.press('Shift+Tab');
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('ArrowUp');
  }
  await page.keyboard.press('Space');
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.screenshot({ path: `${shots}/keyboard.png` });
  await page.keyboard.press('Space');
  await expectName(page, '1', 'keyboard');
  await page.waitForTimeout(700);
  assert.match(await page.getByRole('status').textContent(), /^1, /);
  await page.keyboard.press('Delete');
  assert.equal(await name(page), '–');

  await drawByMouse(page, ONE);
  await expectName(page, '1', 'mouse');
  await page.keyboard.press('Control+z');
  assert.equal(await name(page), '–');
  for (const [role, label] of [['slider', 'Brush'], ['list', 'Probability of each class'], ['img', /^Nothing drawn yet/]]) {
    assert.equal(await page.getByRole(role, { name: label }).count(), 1, `${role} ${label}`);
  }
  assert.deepEqual(page.complaints, []);

  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
  });
  assert.equal(await page.evaluate(() => window.inlineRan), undefined, 'other inline scripts are blocked');
  return page;
}
