// A transcript written by hand: what may come next, the form of a command, replies that close themselves, order.
import assert from 'node:assert/strict';
import { line, suggestion, until } from '../widgets.mjs';

export const hosts = ['desktop', 'web'];
export const file = 'good-session.smtp';

const BEGUN = 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 10240000\nS: 250 DSN\n';

/** Types at the end and asks for suggestions until `wanted` is one of them. */
async function suggested(code, typed, wanted) {
  await code.leave();
  await code.page.keyboard.type(typed);
  await until(async () => {
    await code.page.keyboard.press('Escape');
    await code.page.keyboard.press('Control+Space');
    await suggestion(code, wanted).waitFor({ timeout: 4000 });
    return true;
  }, `${wanted} is not suggested`);
  return code.page.locator('.suggest-widget.visible .monaco-list-row').allInnerTexts();
}

async function clearLine(code) {
  await code.page.keyboard.press('Escape');
  await code.page.keyboard.press('Shift+Home');
  await code.page.keyboard.press('Delete');
}

export const steps = [
  [
    'the verbs that are legal now are suggested, and no others',
    async (code) => {
      await code.openText('by-hand.smtp', BEGUN);
      await code.page.locator('.codelens-decoration', { hasText: 'Show Session' }).first().waitFor({ timeout: 60_000 });
      const verbs = await suggested(code, 'C: ', /^MAIL/);
      assert.ok(!verbs.some((verb) => /^DATA/.test(verb)), `DATA before RCPT: ${verbs}`);
      await code.screenshot('completion');
    },
  ],
  [
    'MAIL has its form shown, with the parameters that the server offered',
    async (code) => {
      await clearLine(code);
      const parameters = await suggested(code, 'C: MAIL FROM:<alice@example.org> ', 'SIZE=');
      assert.ok(
        parameters.some((one) => /^RET=/.test(one)),
        `no RET=: ${parameters}`,
      );
      await code.page.keyboard.press('Escape');
      await until(async () => {
        await code.page.keyboard.press('Control+Shift+Space');
        await code.page.locator('.parameter-hints-widget.visible', { hasText: 'MAIL FROM:' }).waitFor({ timeout: 4000 });
        return true;
      }, 'no signature');
      await code.screenshot('signature');
      await code.page.keyboard.press('Escape');
    },
  ],
  [
    'the codes that may answer are suggested, and explained',
    async (code) => {
      await code.page.keyboard.press('End');
      await code.page.keyboard.type('\n');
      await clearLine(code);
      const codes = await suggested(code, 'S: ', /^250/);
      assert.ok(!codes.some((one) => /^(?:354|334|221)/.test(one)), `codes that cannot answer MAIL: ${codes}`);
      await code.picture('completion', { height: 420, width: 760 });
      await clearLine(code);
    },
  ],
  [
    'Enter goes on with a reply of several lines, and ends it on an empty one',
    async (code) => {
      await code.openText('reply.smtp', 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net');
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await code.leave();
      const enter = async (wanted) => {
        await code.page.keyboard.press('Enter');
        await line(code, wanted).waitFor();
      };
      await enter(/^S:.250-$/);
      await code.page.keyboard.type('PIPELINING');
      await line(code, /^S:.250-PIPELINING$/).waitFor();
      await enter(/^S:.250-$/);
      await code.page.keyboard.press('Enter');
      await line(code, /^S:.250.PIPELINING$/).waitFor();
    },
  ],
  [
    'Format Document writes the markers alike, and nothing else',
    async (code) => {
      await code.openText('untidy.smtp', '  s:220 mx.example.net  ESMTP\n c:   QUIT\nS:\t221 2.0.0 Bye\n');
      await code.page.locator('.codelens-decoration').first().waitFor({ timeout: 60_000 });
      await code.command('Format Document');
      await line(code, /^S:.220.mx\.example\.net..ESMTP$/).waitFor();
      await line(code, /^C:.+QUIT$/).waitFor();
    },
  ],
  [
    'a snippet writes a whole dialogue, in which nothing is wrong',
    async (code) => {
      await code.openText('snippet.smtp', '');
      await suggested(code, 'session', 'Session: a message delivered');
      await code.page.keyboard.press('Tab');
      await line(code, /221.2\.0\.0.Bye/).waitFor();
      await code.page.keyboard.press('Escape');
      await code.page.locator('.codelens-decoration', { hasText: 'delivered' }).first().waitFor();
      for (const severity of ['error', 'warning']) assert.equal(await code.squiggles(severity).count(), 0, severity);
      await code.screenshot('snippet');
    },
  ],
  [
    'a fenced block of Markdown is coloured',
    async (code) => {
      await code.openText(
        'note.md',
        '# A note\n\nS: 550 not in a block\n\n```smtp\nC: RCPT TO:<bob@example.net>\nS: 550 5.1.1 no such user\n```\n',
      );
      const within = await code.find('550', '550 5.1.1');
      const without = await code.find('550', '550 not in a block');
      await until(async () => (await code.find('550', '550 5.1.1')).color !== without.color, `${within.color} in the block and outside`);
      await code.picture('markdown', { height: 260, width: 520 });
    },
  ],
];
