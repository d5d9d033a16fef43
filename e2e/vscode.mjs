// Drives a real VS Code in Chromium: code-server with the packaged extension, seen as a user sees it.
import { cpSync, createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { chromium } from 'playwright-core';
import { cache, ensureCodeServer, installExtension, QUIET_SETTINGS, serve } from '../scripts/code-server.mjs';
import { chromiumPath, QUIET } from './chromium.mjs';
import { small } from './png.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const screenshots = path.join(root, 'e2e', 'screenshots');
const pictures = path.join(root, 'docs', 'images');

/** Small enough that a picture is readable in a README, wide enough for a line of a transcript. */
const VIEWPORT = { width: 1040, height: 700 };

export const THEMES = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** Settings of every run: nothing moves, nothing asks, and the text is large enough to read in a picture. */
const SETTINGS = {
  'workbench.colorTheme': THEMES.dark,
  'workbench.sideBar.location': 'left',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.enablePreview': false,
  'workbench.editor.empty.hint': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.stickyScroll.enabled': false,
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.hover.above': false,
  'editor.largeFileOptimizations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'smtpLens.offerLanguage': false,
};

/** Installs the VSIX once for all windows of the desktop host that have the same extensions. */
async function installedOnce(codeServer, vsix, work, others) {
  const extensions = path.join(work, ['extensions', ...others.map((folder) => path.basename(folder))].join('-'));
  if (existsSync(extensions)) return extensions;
  await installExtension(codeServer, vsix, extensions);
  for (const cwd of others) {
    const packagePath = path.join(work, `${path.basename(cwd)}.vsix`);
    await createVSIX({ cwd, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
    await installExtension(codeServer, packagePath, extensions);
  }
  return extensions;
}

/**
 * Serves the unpacked VSIX over HTTP, as a web site's gallery would: VS Code runs an extension that it was given by such a location in a web
 * worker, like vscode.dev, and never looks at its `main`. The page's content security policy wants its own origin, hence the address is
 * that of code-server's proxy.
 */
async function serveExtension(folder, origin) {
  const types = { '.js': 'text/javascript', '.json': 'application/json' };
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url, 'http://localhost').pathname));
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.setHeader('Content-Type', types[path.extname(file)] ?? 'text/plain');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `${origin}/proxy/${server.address().port}`, stop: () => server.close() };
}

export class VSCode {
  /**
   * Starts VS Code on a copy of `folder` with the extension of `vsix` in the `desktop` host (Node) or the `web` host (a worker), and opens
   * `file` in it. `scale` 1 makes pictures of a third of the bytes.
   */
  static async start({ vsix, host, folder, file, settings = {}, scale = 2, viewport = VIEWPORT, others = [] }) {
    const codeServer = await ensureCodeServer();
    const work = path.join(cache, 'e2e');
    const userData = path.join(work, `user-${host}`);
    const copy = path.join(work, `workspace-${host}`);
    for (const old of [userData, copy]) rmSync(old, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true });
    const installed = await installedOnce(codeServer, vsix, work, others);
    const extensions = host === 'desktop' ? installed : path.join(work, 'no-extensions');
    mkdirSync(extensions, { recursive: true });
    const code = new VSCode();
    code.host = host;
    code.viewport = viewport;
    code.folder = copy;
    code.settingsFile = path.join(userData, 'User', 'settings.json');
    code.settings = { ...QUIET_SETTINGS, ...SETTINGS, ...settings };
    code.server = await serve(codeServer, { folder: copy, userData, extensions, settings: code.settings });
    code.browser = await chromium.launch({ executablePath: chromiumPath(), args: QUIET });
    code.page = await code.browser.newPage({ viewport, deviceScaleFactor: scale });
    code.page.setDefaultTimeout(30_000);
    await code.page.goto(code.server.url(path.join(copy, file)));
    await code.page.locator('.monaco-workbench').waitFor();
    await code.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
    await code.#closeSideBar();
    if (host === 'web')
      await code.#installFromLocation(
        path.join(
          installed,
          readdirSync(installed).find((name) => name.startsWith('smtp-lens.')),
        ),
      );
    return code;
  }

  async #closeSideBar() {
    const sideBar = this.page.locator('.part.sidebar');
    await sideBar.waitFor({ timeout: 10_000 }).catch(() => {});
    for (let attempt = 0; attempt < 5 && (await sideBar.isVisible()); attempt++) {
      await this.page.keyboard.press('Control+B');
      await sideBar.waitFor({ state: 'hidden', timeout: 1500 }).catch(() => {});
    }
  }

  async #installFromLocation(folder) {
    this.gallery = await serveExtension(folder, new URL(this.server.url()).origin);
    await this.command('Developer: Install Extension from Location...');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(this.gallery.url);
    await this.page.keyboard.press('Enter');
  }

  /** Forgets what earlier runs installed. */
  static clean() {
    rmSync(path.join(cache, 'e2e'), { recursive: true, force: true });
    rmSync(screenshots, { recursive: true, force: true });
  }

  async stop() {
    await this.browser?.close();
    this.server?.stop();
    this.gallery?.stop();
  }

  /** Runs a command by its title, through the palette. While VS Code is still starting, a palette may close again: hence the attempts. */
  async command(title) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title.split(': ').at(-1) }).first();
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press('F1');
        await this.page.locator('.quick-input-widget input').fill(`>${title}`, { timeout: 5000 });
        await row.waitFor({ timeout: 5000 });
        return await this.page.keyboard.press('Enter');
      } catch (error) {
        if (attempt === 4) throw new Error(`no command ${title} (${error.message.split('\n')[0]})`);
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Opens a file of the workspace by its name and waits until its text is shown. */
  async open(name) {
    await this.page.keyboard.press('Control+P');
    await this.page.locator('.quick-input-widget input').fill(path.join(this.folder, name));
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Writes a text to a new file of the workspace and opens it. */
  async openText(name, text) {
    writeFileSync(path.join(this.folder, name), text);
    await this.open(name);
  }

  /** Puts the cursor at a line and column, both from 1, and scrolls there. */
  async goTo(line, column = 1) {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
  }

  /** Puts the cursor behind the last line, out of the way: where it is, VS Code highlights other places of the same word. */
  async leave() {
    await this.page.keyboard.press('Control+End');
  }

  /** Where `text` stands on the screen, in the first visible line that contains `line` (default: `text`), and how it is coloured. */
  async find(text, line = text) {
    const handle = await this.page.waitForFunction(
      ([wanted, within]) => {
        const plain = (node) => node.textContent.replaceAll('\u00a0', ' ');
        for (const element of document.querySelectorAll('.editor-instance .view-line')) {
          const whole = plain(element);
          if (!whole.includes(within)) continue;
          let at = whole.indexOf(wanted, whole.indexOf(within) >= 0 && within.includes(wanted) ? whole.indexOf(within) : 0);
          if (at < 0) continue;
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (at >= node.data.length) {
              at -= node.data.length;
              continue;
            }
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, Math.min(at + wanted.length, node.data.length));
            const { x, y, width, height } = range.getBoundingClientRect();
            const style = getComputedStyle(node.parentElement);
            return {
              x: x + Math.min(width / 2, 8),
              y: y + height / 2,
              color: style.color,
              fontWeight: style.fontWeight,
              fontStyle: style.fontStyle,
            };
          }
        }
        return undefined;
      },
      [text, line],
    );
    return handle.jsonValue();
  }

  /** Waits until the status bar names `language`. */
  async waitForLanguage(language) {
    await this.page.locator('[id="status.editor.mode"]', { hasText: new RegExp(`^\\W*${language}$`) }).waitFor();
  }

  /**
   * Moves the mouse over `text` and returns the text of the hover once it matches `expected`. Tries `attempts` times, 3 s each: several
   * providers add to a hover one after another, and lines move while code lenses arrive.
   */
  async hover(text, line = text, { expected = /\S/, attempts = 6 } = {}) {
    const shown = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    let seen = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { x, y } = await this.find(text, line);
      await this.page.mouse.move(x + 200, y + 150);
      await this.page.mouse.move(x, y, { steps: 3 });
      for (let waited = 0; waited < 3000; waited += 200) {
        await this.page.waitForTimeout(200);
        seen = (await shown.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
        if (expected.test(seen) && !/^Loading/.test(seen)) {
          await this.page.waitForTimeout(300);
          return (await shown.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
        }
      }
      await this.unhover();
    }
    throw new Error(`no hover over ${text} that matches ${expected}; seen: ${seen || 'none'}`);
  }

  /** Takes the mouse away, so that no hover stays. */
  async unhover() {
    await this.page.keyboard.press('Escape');
    await this.page.mouse.move(this.viewport.width - 40, this.viewport.height - 60);
    await this.page
      .locator('.monaco-hover:not(.hidden) .hover-contents')
      .first()
      .waitFor({ state: 'hidden' })
      .catch(() => {});
  }

  /** Severities of the squiggles in the lines that are on the screen: `error`, `warning`, `info`, `hint`. */
  squiggles(severity) {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** Throws with its text if a notification or a dialog is on the screen: ours neither asks nor tells by pop-ups. */
  async assertNoNotification() {
    const shown = await this.page.locator('.notification-toast:visible, .monaco-dialog-box:visible').allInnerTexts();
    if (shown.length > 0) throw new Error(`on the screen: ${shown.join(' | ')}`);
  }

  /**
   * Changes settings of the user in settings.json and loads the window again: files are not watched here, because that takes a module that
   * would have to be compiled.
   */
  async set(settings) {
    Object.assign(this.settings, settings);
    writeFileSync(this.settingsFile, `${JSON.stringify(this.settings, null, 2)}\n`);
    await this.page.reload();
    await this.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 60_000 });
  }

  /** Changes the theme (a key of THEMES) as a user does, and waits until the workbench wears it. */
  async theme(name) {
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+T');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(THEMES[name]);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: THEMES[name] }).first().click();
    const worn = { dark: 'vs-dark', light: 'vs', 'high-contrast': 'hc-black', 'high-contrast-light': 'hc-light' }[name];
    await this.page.locator(`.monaco-workbench.${worn}`).waitFor();
    await input.waitFor({ state: 'hidden' });
  }

  /** Saves what is on the screen under e2e/screenshots. */
  async screenshot(name) {
    mkdirSync(screenshots, { recursive: true });
    const file = path.join(screenshots, `${this.host}-${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /**
   * Saves a picture for the documentation, where the run was asked to (`--update-pictures`): `of` is a part of the screen, in CSS pixels
   * from the upper left.
   */
  async picture(name, of = {}) {
    if (!process.argv.includes('--update-pictures') || this.host !== 'desktop') return;
    mkdirSync(pictures, { recursive: true });
    // The editor's area, without the frame that rounds its corners.
    const clip = { x: 6, y: 6, width: this.viewport.width - 12, height: this.viewport.height - 36, ...of };
    writeFileSync(path.join(pictures, `${name}.png`), small(await this.page.screenshot({ clip })));
  }
}
