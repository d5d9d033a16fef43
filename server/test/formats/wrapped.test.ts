import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';

const folder = join(__dirname, '../samples/captures');
/** One recording of each program, and those whose lines begin with blanks or go on without a marker. */
const names = readdirSync(folder).filter((file) =>
  /^(?:swaks-(?:good|n|lmtp|grey451)|curl-(?:v-good|trace-ascii)|msmtp-(?:auth|lmtp)|python-smtplib-d[12]-good|ruby-netsmtp-tls|nodemailer-(?:good|auth)|phpmailer-l[24]-echo-good|phpmailer-l2-errorlog|jakarta-mail-(?:auth|grey)|manual-telnet-2|pear-net-smtp-auth|perl-netsmtp-tls|node-sendmail-good|mutt-d4-multi|neomutt-d2-multi|fetchmail-v-good|exim-v-good|s-nail-vv-auth|emacs-smtpmail-good|symfony-mailer-rcpt|strace-curl)\./.test(
    file,
  ),
);

const exchangesOf = (lines: readonly string[]): string[] =>
  [...Analysis.of(textOf(lines)).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => exchange.replies.map((reply) => `${nameOf(exchange)} ${reply.code}`)),
  );

const AROUND: Readonly<Record<string, (line: string, n: number) => string>> = {
  'docker compose': (line) => `mail_1  | ${line}`,
  syslog: (line) => `Nov 23 19:22:41 host app[712]: ${line}`,
  'rsyslog, ISO': (line) => `2026-11-23T19:22:41.123456+00:00 host app[712]: ${line}`,
  'RFC 5424': (line) => `<22>1 2026-11-23T19:22:41Z host app 712 - - ${line}`,
  'GitHub Actions': (line) => `2026-11-23T19:22:41.1234567Z ${line}`,
  'quoted once': (line) => `> ${line}`,
  'quoted twice': (line) => `> > ${line}`,
  'grep -n': (line, n) => `${n + 1}:${line}`,
  'cat -n': (line, n) => `${String(n + 1).padStart(6)}\t${line}`,
  Heroku: (line) => `2026-11-23T19:22:41.123456+00:00 app[web.1]: ${line}`,
  kubectl: (line) => `[pod/mail-0/app] ${line}`,
  JBoss: (line) => `2026-11-23 19:22:41,123 INFO  [stdout] (default task-1) ${line}`,
  logback: (line) => `19:22:41.123 [main] DEBUG com.example.Mail - ${line}`,
  'Spring Boot': (line) => `2026-11-23 19:22:41.123 DEBUG 1 --- [nio-8080-exec-1] c.e.Mail : ${line}`,
  Celery: (line) => `[2026-11-23 19:22:41,123: WARNING/ForkPoolWorker-1] ${line}`,
  'JSON lines': (line) => JSON.stringify({ level: 20, pid: 12, msg: line }),
  'docker json-file': (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout' }),
  indented: (line) => `    ${line}`,
  'indented with a tab': (line) => `\t${line}`,
  comment: (line) => `// ${line}`,
  colours: (line) => `\u001b[32m${line}\u001b[0m`,
  HTML: (line) => `${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}<br>`,
  'a logger inside docker': (line) => `mail_1  | 2026-11-23 19:22:41,123 INFO  [stdout] (default task-1) ${line}`,
};

it('there are enough recordings', () => expect(names.length).toBeGreaterThan(25));

describe('a wrapper changes nothing of what is read', () => {
  const plain = new Map(names.map((name) => [name, exchangesOf(splitFileText(readFileSync(join(folder, name), 'utf8')))]));
  for (const [around, wrap] of Object.entries(AROUND)) {
    it(around, () => {
      const bad = names.filter((name) => {
        const lines = splitFileText(readFileSync(join(folder, name), 'utf8')).map(wrap);
        return exchangesOf(lines).join() !== plain.get(name)?.join();
      });
      expect(bad).toEqual([]);
    });
  }
});
