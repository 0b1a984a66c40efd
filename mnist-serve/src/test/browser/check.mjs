// What check.sh runs: starts the server and tries its page.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { checkDrawing, drawByMouse, ONE, opener } from './drawing.mjs';

const [executablePath, jar, model, shots] = process.argv.slice(2);

const server = spawn('java', ['-jar', jar, 'serve', '--model', model], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await new Promise((resolve) => createInterface(server.stdout).once('line', resolve));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

try {
  const page = await checkDrawing(opener(browser, url), shots);
  server.kill('SIGINT');
  await new Promise((resolve) => server.once('exit', resolve));
  await drawByMouse(page, ONE);
  await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
  console.log(`all well; screenshots in ${shots}`);
} finally {
  await browser.close();
  server.kill();
}
