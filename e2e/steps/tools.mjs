// Tools for language models: another extension (e2e/tool-caller) asks them as a model would.
import assert from 'node:assert/strict';
import { until } from '../widgets.mjs';

export const others = ['e2e/tool-caller'];

/** What a tool answers. */
async function ask(code, tool, input) {
  await code.command('Tool Caller: Ask a Tool');
  const box = code.page.locator('.quick-input-widget input');
  await code.page.locator('.quick-input-widget', { hasText: 'JSON' }).waitFor();
  await box.fill(JSON.stringify({ tool: `smtp-lens_${tool}`, input }));
  await code.page.keyboard.press('Enter');
  const tab = code.page.locator('.tab.active', { hasText: 'Untitled' });
  await tab.waitFor();
  const text = () => code.page.locator('.editor-instance .view-line').allInnerTexts();
  await until(async () => (await text()).join('').trim() !== '', 'the tool has no answer');
  const answer = (await text()).join('\n').replaceAll('\u00a0', ' ');
  await code.command('View: Revert and Close Editor');
  await tab.waitFor({ state: 'hidden' });
  return answer;
}

export const steps = [
  [
    'says why the text of the active editor was refused, with stand-ins for names',
    async (code) => {
      await code.openText(
        'refused.smtp',
        'S: 220 mx.corp-mail.test ESMTP\nC: MAIL FROM:<eve@corp-mail.test>\nS: 250 ok\nC: RCPT TO:<bob@corp-mail.test>\nS: 550 5.1.1 User unknown\n',
      );
      const answer = await ask(code, 'why', {});
      assert.match(answer, /Recipient does not exist · 550 5\.1\.1/);
      assert.doesNotMatch(answer, /corp-mail/);
      await code.screenshot('tool-why');
    },
  ],
  [
    'explains a reply and checks a transcript that it is given',
    async (code) => {
      assert.match(await ask(code, 'explain_reply', { reply: '421 4.7.0 Try again later' }), /421/);
      const text = 'S: 220 mx.example.net ESMTP\nC: MAIL FROM:<a@example.org>\nS: 354 go ahead\n';
      assert.match(await ask(code, 'check_transcript', { text }), /354 cannot answer MAIL/);
    },
  ],
  [
    'makes a copy without the password',
    async (code) => {
      const text = 'S: 220 mx.example.net ESMTP\nC: AUTH PLAIN AGFsaWNlAGh1bnRlcjI=\nS: 235 ok\n';
      const answer = await ask(code, 'redact', { text });
      assert.match(answer, /AUTH PLAIN/);
      assert.doesNotMatch(answer, /AGFsaWNlAGh1bnRlcjI|hunter2/);
    },
  ],
];
