// Colours come from the reader's theme: each of VS Code's own must tell apart what matters.
import assert from 'node:assert/strict';
import { until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];

const look = async (code, text, line) => {
  const { color, fontWeight, fontStyle } = await code.find(text, line);
  return `${color} ${fontWeight} ${fontStyle}`;
};

/** Waits until all of these look different: colours of the grammar come first, those of the server a little later. */
async function different(code, places) {
  const seen = {};
  await until(
    async () => {
      for (const [name, [text, line]] of Object.entries(places)) seen[name] = await look(code, text, line);
      return new Set(Object.values(seen)).size === Object.keys(places).length;
    },
    'things that mean different things look the same',
    { timeout: 15_000 },
  ).catch((error) => assert.fail(`${error.message}: ${JSON.stringify(seen)}`));
}

const TRANSCRIPT = {
  text: ['Lunch', 'Lunch on Friday'],
  verb: ['RCPT', 'C: RCPT TO:<bob'],
  permanent: ['550', 'S: 550 5.1.1'],
  success: ['250', 'S: 250 2.1.5'],
  asksForMore: ['354', 'S: 354 End data'],
};

const SIDES = { client: ['C:', 'C: RCPT TO:<bob'], server: ['S:', 'S: 550 5.1.1'], text: ['Lunch', 'Lunch on Friday'] };

const LOG = {
  time: ['19:24:32', '19:24:32 mail postfix/smtpd[7123]: connect'],
  program: ['postfix/smtpd', 'connect from'],
  permanent: ['554', '554 5.7.1'],
  success: ['removed', '349261B8932: removed'],
  id: ['349261B8932', '349261B8932: removed'],
};

export const steps = [
  [
    'verbs, sides and reply codes by class look different in every default theme',
    async (code) => {
      await code.squiggles('error').first().waitFor({ timeout: 60_000 });
      await code.leave();
      for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark']) {
        await code.theme(theme);
        await different(code, TRANSCRIPT);
        await different(code, SIDES);
        await code.screenshot(`theme-${theme}`);
        await code.picture(`colours-${theme}`, { y: 60, height: 346, width: 560 });
      }
    },
  ],
  [
    'an enhanced code has the colour of its reply, also where the two contradict each other',
    async (code) => {
      assert.equal(await look(code, '5.2.0', 'S: 250 5.2.0'), await look(code, '250', 'S: 250 5.2.0'));
      assert.equal(await look(code, '5.1.1', 'S: 550 5.1.1'), await look(code, '550', 'S: 550 5.1.1'));
    },
  ],
  [
    'so do the parts of a log',
    async (code) => {
      await code.open('mail.log');
      await code.page.locator('.codelens-decoration', { hasText: 'Show Story' }).first().waitFor({ timeout: 60_000 });
      await code.leave();
      for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark']) {
        await code.theme(theme);
        await different(code, LOG);
        await code.screenshot(`theme-log-${theme}`);
      }
    },
  ],
];
