// What is recognised without anybody saying so: by name, by first line, by content; and what is left alone.
import assert from 'node:assert/strict';

export const file = 'mail.log';
export const settings = { 'editor.wordWrap': 'on' };

const ACCESS_LOG = `192.0.2.7 - - [10/Oct/2026:13:55:36 +0000] "GET /x HTTP/1.1" 404 550 "-" "curl/8.14"
192.0.2.7 - - [10/Oct/2026:13:55:37 +0000] "GET /y HTTP/1.1" 250 5123 "-" "curl/8.14"
`;

export const steps = [
  [
    'mail.log opens as Mail Log, and a hover explains the reply in it',
    async (code) => {
      await code.waitForLanguage('Mail Log');
      await code.hover('550', 'said: 550 5.1.1', { expected: /RFC/ });
      await code.screenshot('mail-log-hover');
      await code.unhover();
      await code.leave();
      await code.screenshot('mail-log');
    },
  ],
  [
    'a .txt stays plain text and is read all the same',
    async (code) => {
      await code.open('swaks-one-of-three.txt');
      await code.hover('451', '451 4.7.1', { expected: /RFC/ });
      await code.screenshot('swaks');
      await code.unhover();
    },
  ],
  [
    'every sample opens',
    async (code) => {
      for (const name of ['curl-user-unknown.txt', 'smtplib-wrong-password.txt', 'telnet-by-hand.txt', 'good-session.smtp']) {
        await code.open(name);
        await code.leave();
        await code.page.waitForTimeout(1200);
        await code.screenshot(`sample-${name.split('.')[0]}`);
      }
    },
  ],
  [
    'the good session has no finding',
    async (code) => {
      await code.open('good-session.smtp');
      await code.page.waitForTimeout(1500);
      for (const severity of ['error', 'warning', 'info', 'hint']) assert.equal(await code.squiggles(severity).count(), 0, severity);
    },
  ],
  [
    'codes of replies are coloured in a log that stays the language of VS Code',
    async (code) => {
      const line =
        'Nov 23 19:24:32 mail postfix/smtp[7126]: 349261B8932: to=<nobody@example.net>, relay=mx.example.net[198.51.100.25]:25, delay=0.3, delays=0.1/0/0.1/0.1, dsn=5.1.1, status=bounced (host mx.example.net[198.51.100.25] said: 550 5.1.1 no (in reply to RCPT TO command))';
      await code.openText('server.log', `${line}\n`);
      await code.waitForLanguage('Log');
      await code.hover('550', '550', { expected: /RFC/ });
      await code.unhover();
      assert.notEqual((await code.find('550')).color, (await code.find('mx.example.net')).color);
      await code.screenshot('log-injection');
    },
  ],
  [
    'a log that is not about mail gets nothing',
    async (code) => {
      await code.openText('access.log', ACCESS_LOG);
      await code.page.waitForTimeout(3000);
      await assert.rejects(code.hover('550', '404 550', { attempts: 2 }), /no hover/);
      for (const severity of ['error', 'warning', 'info', 'hint']) assert.equal(await code.squiggles(severity).count(), 0, severity);
    },
  ],
];
