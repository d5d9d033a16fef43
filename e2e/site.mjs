// The pages of site/ in Chromium: as a file, over HTTP and offline; at desk and phone width, light and dark.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { buildSite, serveSite } from '../scripts/site.mjs';
import { chromiumPath, QUIET } from './chromium.mjs';
import { assertAccessible } from './views.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const screenshots = path.join(root, 'e2e', 'screenshots');

/** Octets that the playground may have, packed as web servers pack it. */
const MOST = 550_000;
const DESK = { width: 1360, height: 900 };
const PHONE = { width: 390, height: 844 };

const LOG = `Nov 23 19:24:33 mail postfix/smtpd[7126]: NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 450 4.7.25 Client host rejected: cannot find your reverse hostname, [203.0.113.9]; from=<news@example.org> to=<bo@example.net> proto=ESMTP helo=<203.0.113.9>
`;
const HOSTILE = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250 mx.example.net
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<"<img/src=x/onerror=alert(1)>"@example.com>
S: 550 5.1.1 <img src=x onerror=alert(1)><script>alert(2)</script> user unknown
`;

class Site {
  static async open() {
    const site = new Site();
    const { out, packed } = await buildSite();
    assert.ok(packed < MOST, `${packed} octets`);
    site.folder = out;
    site.served = await serveSite(out);
    site.browser = await chromium.launch({ executablePath: chromiumPath(), args: QUIET });
    return site;
  }

  /** Opens a page, `file` from the disk or else over HTTP, in a window of its own. What it logs as an error or throws is kept in `wrong`. */
  async visit(name, { file = false, viewport = DESK, colorScheme = 'light' } = {}) {
    await this.context?.close();
    this.context = await this.browser.newContext({ viewport, colorScheme, acceptDownloads: true });
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(20_000);
    this.wrong = [];
    this.page.on('console', (message) => message.type() === 'error' && this.wrong.push(message.text()));
    this.page.on('pageerror', (error) => this.wrong.push(error.message));
    this.page.on('dialog', (dialog) => {
      this.wrong.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await this.page.goto(file ? pathToFileURL(path.join(this.folder, name)).href : this.served.url + name);
    return this.page;
  }

  /** Pastes a text into the editor as the clipboard does; gives the milliseconds until a cause stands there. */
  async paste(text) {
    return this.page.evaluate(
      (pasted) =>
        new Promise((resolve, reject) => {
          const answer = document.querySelector('#answer');
          const before = answer.textContent;
          const began = performance.now();
          const seen = new MutationObserver(() => {
            if (answer.textContent !== before && answer.querySelector('h2')) resolve(performance.now() - began);
          });
          seen.observe(answer, { childList: true, subtree: true });
          setTimeout(() => reject(new Error('no answer within 15 s')), 15_000);
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', pasted);
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          document.querySelector('.cm-content').dispatchEvent(event);
        }),
      text,
    );
  }

  async try(name) {
    await this.page.locator('#examples, #again').getByRole('button', { name }).filter({ visible: true }).click();
  }

  cause() {
    return this.page.locator('#answer h2').first();
  }

  /** The cause that is told becomes this one. */
  async told(title) {
    await this.page.locator('#answer .first h2', { hasText: title }).waitFor();
  }

  assertClean() {
    assert.deepEqual(this.wrong, []);
  }

  async picture(name) {
    mkdirSync(screenshots, { recursive: true });
    await this.page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage: true });
  }

  async stop() {
    await this.browser?.close();
    await this.served?.stop();
  }
}

export const openSite = () => Site.open();

/** The number of the line in which the editor's caret is. */
const caretLine = (page) =>
  page.evaluate(() => {
    const line = getSelection().focusNode?.parentElement?.closest('.cm-line');
    return line ? [...line.parentElement.children].indexOf(line) + 1 : null;
  });

async function assertNoSidewaysScroll(page, where) {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= room, `${where}: ${wide} of ${room} columns`);
}

export const steps = [
  [
    'from a file, a log line that is pasted has its cause within a second',
    async (site) => {
      const page = await site.visit('index.html', { file: true });
      const took = await site.paste(LOG);
      assert.equal(await site.cause().textContent(), 'No reverse DNS for the client');
      assert.match(await page.locator('#answer').innerText(), /Temporary[\s\S]*What to do[\s\S]*PTR[\s\S]*Who acts/);
      console.log(`          first finding after ${Math.round(took)} ms`);
      assert.ok(took < 1000, `${Math.round(took)} ms`);
      site.assertClean();
    },
  ],
  [
    'each example is one click away, and its refusal is drawn in the text',
    async (site) => {
      const page = await site.visit('index.html', { file: true });
      await site.try('A bounce');
      await site.told('Neither SPF nor DKIM passes');
      await site.try('Lines of a log');
      await site.told('Mailbox is full');
      await page.locator('#ladders svg .arrow.permanent', { hasText: '552 5.2.2' }).waitFor();
      await site.try('A transcript');
      await site.told('Relaying denied, no login');
      await page.locator('.cm-lintRange', { hasText: '554' }).waitFor();
      await page.locator('.token-replyPermanent', { hasText: '554' }).first().waitFor();
      await page.locator('#findings li', { hasText: 'Space between the colon and the path' }).waitFor();
      await site.picture('site-transcript');
      site.assertClean();
    },
  ],
  [
    'a line number and an arrow of the drawing lead to the line',
    async ({ page }) => {
      await page.locator('#answer').getByRole('button', { name: 'line 14' }).click();
      assert.equal(await caretLine(page), 14);
      const arrow = page.locator('#ladders .arrow', { hasText: 'EHLO' });
      await arrow.focus();
      await arrow.press('Enter');
      assert.equal(await caretLine(page), 4);
    },
  ],
  [
    'the text stays beside what is told of it, and covers nothing below',
    async ({ page }) => {
      for (const far of [0, 500, 2000]) {
        await page.evaluate((y) => scrollTo(0, y), far);
        const [text, dialogue] = [await page.locator('.text').boundingBox(), await page.locator('#dialogue').boundingBox()];
        assert.ok(text.y + text.height <= dialogue.y, `at ${far}: ${text.y + text.height} > ${dialogue.y}`);
      }
      await page.evaluate(() => scrollTo(0, 0));
    },
  ],
  [
    'hovering a finding says what it is, and hovering a command what it does',
    async (site) => {
      const { page } = site;
      await page.locator('.cm-lintRange', { hasText: '554' }).hover();
      await page.locator('.cm-tooltip', { hasText: 'The server does not relay to example.com' }).waitFor();
      await page.locator('.token-keyword', { hasText: 'EHLO' }).hover();
      await page.locator('.cm-tooltip .explained', { hasText: 'EHLO' }).waitFor();
      await site.picture('site-hover');
    },
  ],
  [
    'the redacted copy, and nothing else, can be downloaded',
    async ({ page }) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download/ }).click()]);
      assert.equal(download.suggestedFilename(), 'redacted.txt');
      const copy = readFileSync(await download.path(), 'utf8');
      assert.match(copy, /554 5\.7\.1 <user\d@example\.com>: Relay access denied/);
      assert.doesNotMatch(copy, /alice|bo@/);
      assert.equal(await page.locator('#copy').inputValue(), copy);
    },
  ],
  [
    'what is edited is read again, and what is cleared is gone',
    async (site) => {
      const { page } = site;
      await site.paste('\n');
      await page.locator('.cm-content').press('Control+a');
      await site.paste('550 5.1.1 <bo@example.net>: user unknown');
      await site.told('Recipient does not exist');
      await page.locator('.cm-content').press('Control+a');
      await site.paste('5.7.26');
      await page.locator('#answer').getByRole('link', { name: 'Enhanced code 5.7.26' }).waitFor();
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.locator('#examples').waitFor();
      assert.equal(await page.locator('#answer').innerText(), '');
      assert.equal(await page.locator('#share').isVisible(), false);
    },
  ],
  [
    'a log of 4,000 lines does not stop the page, and can be downloaded whole',
    async (site) => {
      const page = await site.visit('index.html');
      await site.paste(LOG.repeat(4000));
      await page.locator('#share').waitFor();
      assert.match(await page.locator('#answer').innerText(), /4000 times/);
      assert.match(await page.locator('#share').innerText(), /the download has all of it/);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download/ }).click()]);
      assert.equal(readFileSync(await download.path(), 'utf8').split('\n').length, 4001);
      site.assertClean();
    },
  ],
  [
    'markup in a text is text',
    async (site) => {
      const page = await site.visit('index.html');
      await site.paste(HOSTILE);
      await page.locator('#ladders svg').waitFor();
      await page.locator('blockquote', { hasText: '<img src=x' }).waitFor();
      assert.equal(await page.locator('main img, main script, main iframe').count(), 0);
      site.assertClean();
    },
  ],
  [
    'the page asks the network for nothing but itself, may not, and works offline',
    async (site) => {
      site.served.asked.length = 0;
      const page = await site.visit('index.html');
      await site.context.setOffline(true);
      await site.paste(LOG);
      await site.context.setOffline(false);
      site.assertClean();
      const sent = await page.evaluate(async (url) => {
        const image = (src) => new Promise((resolve, reject) => Object.assign(new Image(), { src, onload: resolve, onerror: reject }));
        const script = (src) =>
          new Promise((resolve, reject) =>
            document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject })),
          );
        navigator.sendBeacon(`${url}beacon`, 'text');
        const tries = [fetch(`${url}fetch`), image(`${url}icon.svg`), script(`${url}search.js`)];
        return (await Promise.allSettled(tries)).map(({ status }) => status);
      }, site.served.url);
      assert.deepEqual(sent, ['rejected', 'rejected', 'rejected']);
      assert.deepEqual(site.served.asked, ['/index.html']);
    },
  ],
  [
    'the keyboard reaches everything, and leaves the editor with Tab',
    async (site) => {
      const page = await site.visit('index.html');
      await site.try('A transcript');
      await page.locator('#ladders svg').waitFor();
      await page.locator('.mark').focus();
      const seen = [];
      for (let at = 0; at < 80 && !seen.includes('download'); at++) {
        await page.keyboard.press('Tab');
        seen.push(
          await page.evaluate(() => {
            let one = document.activeElement;
            while (one.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
            return one.id || one.getAttribute('class') || one.localName;
          }),
        );
      }
      for (const part of ['cm-content', 'line', 'arrow permanent', 'copy', 'download'])
        assert.ok(
          seen.some((one) => one.startsWith(part)),
          `${part} in ${seen.join(', ')}`,
        );
      await page.locator('.cm-content').press('Control+Home');
      await page.locator('.cm-content').press('F8');
      assert.equal(await caretLine(page), 9);
    },
  ],
  [
    'axe-core finds nothing to complain of, wide and narrow, light and dark, empty and read',
    async (site) => {
      for (const [viewport, colorScheme] of [
        [DESK, 'light'],
        [DESK, 'dark'],
        [PHONE, 'light'],
        [PHONE, 'dark'],
      ]) {
        const where = `${viewport.width} ${colorScheme}`;
        // Contrast follows the colours and layout the width: two of the four have all values.
        const whole = (viewport === DESK) === (colorScheme === 'light');
        const page = await site.visit('index.html', { viewport, colorScheme });
        await assertNoSidewaysScroll(page, where);
        await site.picture(`site-${where.replace(' ', '-')}-empty`);
        if (whole) await assertAccessible(page, `${where}, empty`);
        await site.try('A transcript');
        await page.locator('#ladders svg').waitFor();
        if (whole) await assertAccessible(page, `${where}, read`);
        await assertNoSidewaysScroll(page, where);
        if (viewport === PHONE) assert.ok((await site.cause().boundingBox()).y < PHONE.height, 'the cause is on the first screen');
        await site.picture(`site-${where.replace(' ', '-')}`);
      }
    },
  ],
  [
    'a cause leads to the pages of its code, its provider and its rule',
    async (site) => {
      const page = await site.visit('index.html', { file: true });
      await site.try('A bounce');
      await page.getByRole('link', { name: 'Google (Gmail, Workspace)' }).click();
      await page.locator('h1', { hasText: 'Google' }).waitFor();
      await page.locator('main').getByRole('link', { name: '5.7.26', exact: true }).first().click();
      await page.locator('h1', { hasText: 'X.7.26' }).waitFor();
      await page.getByRole('link', { name: 'SPF, DKIM or DMARC does not pass' }).first().click();
      await page.locator('code', { hasText: 'verdict-unauthenticated-mail' }).first().waitFor();
      site.assertClean();
    },
  ],
  [
    'search finds a code, a rule and a provider, from a file and by the keyboard alone',
    async (site) => {
      const page = await site.visit('codes/index.html', { file: true });
      const first = async (asked) => {
        await page.keyboard.press('/');
        await page.locator('#search').fill(asked);
        await page.locator('#results li').first().waitFor();
        return page.locator('#results a').first().innerText();
      };
      assert.equal(await first('550'), '550 Refused: no such mailbox or policy');
      assert.match(await first('5.7.26'), /^X\.7\.26 /);
      await page.locator('#search').fill('zzzz');
      await page.locator('#results', { hasText: 'No page matches these words.' }).waitFor();
      await page.locator('#search').fill('path-space-after-colon');
      await page.locator('#results a', { hasText: 'Space between the colon and the path' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('h1', { hasText: 'Space between the colon and the path' }).waitFor();
      site.assertClean();
    },
  ],
  [
    'axe-core finds nothing to complain of in a page of each kind',
    async (site) => {
      for (const [name, look] of [
        ['codes/index.html', { colorScheme: 'dark' }],
        ['codes/550.html', { viewport: PHONE }],
        ['enhanced/x.7.26.html', { colorScheme: 'dark', viewport: PHONE }],
        ['rules/verdict-relay-denied.html', { colorScheme: 'dark' }],
        ['providers/index.html', { viewport: PHONE }],
        ['providers/yandex.html', {}],
        ['formats/swaks.html', { viewport: PHONE }],
      ]) {
        const page = await site.visit(name, look);
        await page.locator('.search').waitFor();
        await assertAccessible(page, name);
        await assertNoSidewaysScroll(page, name);
        site.assertClean();
      }
    },
  ],
];
