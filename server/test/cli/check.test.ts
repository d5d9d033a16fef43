import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/main';
import { readFolderSettings } from '../../src/features/folder-settings';
import { smtpLens, terminal } from './terminal';

const BROKEN =
  'S: 220 mx.example.net ESMTP\nC: HELO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.org>\nS: 354 go ahead\n';

const records = (out: string): { rule: string; severity: string; file: string }[] =>
  out.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
const rulesOf = (out: string): string[] => records(out).map(({ rule }) => rule);

describe('smtp-lens check', () => {
  it('ends with 1 where something is as severe as --fail-on asks', async () => {
    const slip = BROKEN.replace('FROM:<', 'FROM: <').replace('354 go ahead', '250 OK');
    expect((await smtpLens({ 'a.smtp': BROKEN }, 'check', 'a.smtp')).status).toBe(1);
    expect((await smtpLens({ 'a.smtp': slip }, 'check', 'a.smtp')).status).toBe(0);
    expect((await smtpLens({ 'a.smtp': slip }, 'check', '--fail-on', 'hint', 'a.smtp')).status).toBe(1);
    expect((await smtpLens({ 'a.smtp': BROKEN }, 'check', '--fail-on', 'never', 'a.smtp')).status).toBe(2);
  });

  /** The loudest finding of a transcript, then the exit status by what --fail-on asks: not given, error, warning, information, hint. */
  const STATUS = {
    error: ['11111', BROKEN],
    warning: ['00111', 'C: NOOP\nC: RSET\nS: 250 2.0.0 Reset state\nC: QUIT\nS: 221 Bye\n'],
    information: ['00011', 'S: 220 mx.example.net ESMTP\nC: NOOP\nS: 250 OK\nS: 421 4.3.2 Shutting down\n'],
    hint: ['00001', BROKEN.replace('FROM:<', 'FROM: <').replace('354 go ahead', '250 OK')],
    none: ['00000', 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye\n'],
  } as const;

  it.each(Object.entries(STATUS))('ends by what is found and what is asked: %s', async (loudest, [statuses, text]) => {
    const levels = ['error', 'warning', 'information', 'hint'];
    const { out } = await smtpLens({ 'a.smtp': text }, 'check', '--format', 'json', 'a.smtp');
    const found = records(out).map(({ severity }) => severity);
    expect(levels.find((level) => found.includes(level)) ?? 'none').toBe(loudest);
    const asked = [[], ...levels.map((level) => ['--fail-on', level])];
    const ended = await Promise.all(asked.map((args) => smtpLens({ 'a.smtp': text }, 'check', ...args, 'a.smtp')));
    expect(ended.map(({ status }) => status).join('')).toBe(statuses);
  });

  it('goes on behind a file that cannot be read, and says so by its exit status', async () => {
    const { status, out, err } = await smtpLens({ 'a.smtp': BROKEN }, 'check', 'none', 'a.smtp');
    expect(status).toBe(2);
    expect(err).toMatch(/^smtp-lens: cannot read none: no such file\n1 file · 1 session · \d+ errors?\b.*\n$/);
    expect(out).toMatch(/^a\.smtp:5:4: error: .* \[reply-code-impossible\]$/m);
  });

  it('names the same cause once to people, with how often it is met, and every place to programs', async () => {
    const refused = (n: number) =>
      `Nov 23 10:00:0${n} mx postfix/smtp[42]: 4F9D1A2B3${n}: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n`;
    const log = { 'mail.log': refused(1) + refused(2) + refused(3) };
    const told = (out: string): string[] => out.split('\n').filter((line) => line.includes('[verdict-mailbox-unknown]'));
    for (const format of ['text', 'full', 'github', 'markdown']) {
      const { out, err } = await smtpLens(log, 'check', '--format', format, 'mail.log');
      expect(out.match(/3 times in this text/g), format).toHaveLength(1);
      expect(out, format).not.toMatch(/mail\.log:[23]:|line=[23]/);
      expect(err).toContain('1 note, 2 more of the same');
    }
    const { out, err } = await smtpLens(log, 'check', '--format', 'json', 'mail.log');
    expect(records(out).filter(({ rule }) => rule === 'verdict-mailbox-unknown')).toHaveLength(3);
    expect(err).toContain('1 note, 2 hints');
    // What is asked for by its severity is not there because of another one.
    expect(told((await smtpLens(log, 'check', '--severity', 'information', 'mail.log')).out)).toHaveLength(1);
  });

  it('writes the same sentence about lines of a log once to people', async () => {
    const left = (n: number, step: string) =>
      `Nov 23 10:00:0${n} mx postfix/smtpd[42]: lost connection after ${step} from unknown[192.0.2.${n}]\n`;
    const log = { 'mail.log': left(1, 'AUTH') + left(2, 'AUTH') + left(3, 'CONNECT') + left(4, 'AUTH') };
    const { out, err } = await smtpLens(log, 'check', 'mail.log');
    expect(out.split('\n').map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'hint: Usually a password guesser. (3 times in this text) [log-lost-connection]',
      'hint: It sent nothing: a health check, a scanner, or a client that waited too long for the greeting. [log-lost-connection]',
      '',
    ]);
    expect(err).toContain('2 hints, 2 more of the same');
    expect(rulesOf((await smtpLens(log, 'check', '--format', 'json', 'mail.log')).out)).toHaveLength(4);
  });

  it('calls standard input what it is told to', async () => {
    const { out } = await smtpLens({ '-': BROKEN }, 'check', '--stdin-name', 'src/a.smtp', '--format', 'json', '-');
    expect(records(out)).toContainEqual(
      expect.objectContaining({ file: 'src/a.smtp', line: 5, column: 4, endColumn: 7, rule: 'reply-code-impossible' }),
    );
  });

  describe('judges', () => {
    const settings = JSON.stringify({ rules: { 'reply-code-impossible': 'off' } });

    it('as the nearest .smtp-lens.json says', async () => {
      const files = { 'a/.smtp-lens.json': settings, 'a/b/c.smtp': BROKEN, 'd.smtp': BROKEN };
      const { out } = await smtpLens(files, 'check', '--format', 'json', 'a/b/c.smtp', 'd.smtp');
      expect(
        records(out)
          .filter(({ rule }) => rule === 'reply-code-impossible')
          .map(({ file }) => file),
      ).toEqual(['d.smtp']);
    });

    it('as that says with comments and a comma too many', async () => {
      const commented = '{\n  // too many old clients\n  "rules": { "reply-code-impossible": "off", },\n}\n';
      const { out, err } = await smtpLens({ '.smtp-lens.json': commented, 'a.smtp': BROKEN }, 'check', '--format', 'json', 'a.smtp');
      expect(rulesOf(out)).not.toContain('reply-code-impossible');
      expect(err).not.toContain('.smtp-lens.json');
    });

    it('as the file says that init writes', async () => {
      const { io } = terminal({ 'a.smtp': BROKEN });
      expect(await run(['init'], io, '0')).toBe(0);
      expect(await run(['init'], io, '0')).toBe(2);
      const written = new TextDecoder().decode(io.read('/.smtp-lens.json'));
      expect(readFolderSettings(written)).toMatchObject({ strictness: 'standard', rules: {}, problems: [] });
    });

    it('as the command line says, which counts more', async () => {
      const files = { '.smtp-lens.json': settings, 'a.smtp': BROKEN };
      const asked = await smtpLens(files, 'check', '--rule', 'reply-code-impossible=hint', '--format', 'json', 'a.smtp');
      expect(records(asked.out)).toContainEqual(expect.objectContaining({ rule: 'reply-code-impossible', severity: 'hint' }));
      expect(
        rulesOf((await smtpLens({ 'a.smtp': BROKEN }, 'check', '--rule', 'pairing=off', '--format', 'json', 'a.smtp')).out),
      ).not.toContain('reply-code-impossible');
    });

    it('and says what is wrong with either', async () => {
      const files = { '.smtp-lens.json': '{ "rules": { "no-such-rule": "off" } }', 'a.smtp': BROKEN, 'b.smtp': BROKEN };
      const { err, out } = await smtpLens(files, 'check', 'a.smtp', 'b.smtp');
      expect(err.match(/no-such-rule/g)).toHaveLength(1);
      expect(out).toContain('[reply-code-impossible]');
      for (const rule of ['no-such-rule=off', 'reply-code-impossible=loud', 'reply-code-impossible'])
        expect((await smtpLens(files, 'check', '--rule', rule, 'a.smtp')).status).toBe(2);
    });
  });

  it('writes annotations for GitHub Actions, in which a log cannot give commands', async () => {
    const { out } = await smtpLens({ 'a,b:c.smtp': BROKEN }, 'check', '--format', 'github', 'a,b:c.smtp');
    expect(out).toMatch(/^::error file=a%2Cb%3Ac\.smtp,line=5,endLine=5,col=4,endColumn=7,title=SMTP Lens%3A reply-code-impossible::354 /m);
    for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^::(?:error|warning|notice) /);
  });

  it('writes SARIF: every result names a rule that is described, and a place that counts from 1', async () => {
    const { out } = await smtpLens({ 'mail log/a#1.smtp': BROKEN }, 'check', '--format', 'sarif', 'mail log/a#1.smtp');
    const log: Log = JSON.parse(out);
    const { tool, results = [] } = log.runs[0];
    const result = results.find(({ ruleId }) => ruleId === 'reply-code-impossible');
    expect(log.version).toBe('2.1.0');
    expect(result).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'mail%20log/a%231.smtp' },
            region: { startLine: 5, startColumn: 4, endLine: 5, endColumn: 7 },
          },
        },
      ],
    });
    for (const { ruleId, ruleIndex = -1 } of results) expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(tool.driver.informationUri).toMatch(/^https:/);
    expect(tool.driver.rules?.every((rule) => rule.shortDescription && rule.fullDescription && rule.help?.markdown && rule.helpUri)).toBe(
      true,
    );
  });

  it('writes a SARIF log also of nothing', async () => {
    const { status, out, err } = await smtpLens({ 'a.txt': 'nothing of mail\n' }, 'check', '--format', 'sarif', 'a.txt');
    expect({ status, err }).toEqual({ status: 2, err: 'smtp-lens: not recognised as SMTP: a.txt\n' });
    expect((JSON.parse(out) as Log).runs[0].results).toEqual([]);
  });
});

describe('smtp-lens', () => {
  it('tells the options of every command', async () => {
    const { out } = await smtpLens({}, '--help');
    const names = [...out.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name);
    const commands = 'why check messages summary story explain sessions replies redact init completions lsp mcp';
    expect(names).toEqual(commands.split(' '));
    for (const name of names) {
      const help = await smtpLens({}, name, '--help');
      expect(help).toMatchObject({
        status: 0,
        err: '',
        out: expect.stringMatching(new RegExp(`^usage: smtp-lens ${name}\\b[^]*\\nfor example:\\n  `)),
      });
      expect(await smtpLens({}, 'help', name)).toEqual(help);
    }
  });

  it('names options only that there are', async () => {
    for (const [name, ...more] of [
      ['check'],
      ['why'],
      ['messages'],
      ['summary'],
      ['sessions'],
      ['replies'],
      ['explain'],
      ['story', '4A1B2C3D4E'],
      ['redact'],
    ]) {
      const { out } = await smtpLens({}, name, '--help');
      for (const [, option, takes] of out.matchAll(/^ {2}(--[\w-]+)( [\w=|]+)?/gm)) {
        const value = takes
          ?.trim()
          .split('|')[0]
          .replace('ID=SEVERITY', 'style=off')
          .replace('KIND', 'greylisted')
          .replace('TIME', '2026-11-23')
          .replace('FORMAT', option === '--as' ? 'swaks' : 'json')
          .replace(/^[A-Z]+$/, '1');
        const { err } = await smtpLens({ 'a.smtp': BROKEN }, name, ...(value ? [option, value] : [option]), ...more, 'a.smtp');
        expect(err, `${name} ${option}`).not.toMatch(/unknown option|takes|usage/);
      }
    }
  });

  it('draws a session', async () => {
    const twice = `${BROKEN}C: QUIT\nS: 221 bye\n\n${BROKEN.replace('354 go ahead', '550 no')}`;
    const first = await smtpLens({ 'a.smtp': twice }, 'sessions', '--format', 'svg', 'a.smtp');
    const second = await smtpLens({ 'a.smtp': twice }, 'sessions', '--format', 'svg', '--session', '2', 'a.smtp');
    expect(first.out).toMatch(/^<svg .*354.*<\/svg>\n$/s);
    expect(second.out).toMatch(/^<svg .*550.*<\/svg>\n$/s);
    expect(second.out).not.toContain('354');
    expect((await smtpLens({ 'a.smtp': twice }, 'sessions', '--session', 'x', 'a.smtp')).status).toBe(2);
  });

  it('explains a rule by its id', async () => {
    const { status, out } = await smtpLens({}, 'explain', 'reply-code-impossible');
    expect(status).toBe(0);
    expect(out).toContain('`reply-code-impossible`');
  });
});
