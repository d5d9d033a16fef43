import { describe, expect, it, vi } from 'vitest';
import { peel } from '../../../src/formats/log-line/peel';
import { logFormats, readLogLine } from '../../../src/formats/logs';
import { drawnLine, type Place } from '../../drawn';

vi.setConfig({ testTimeout: 60_000 });

/** What stands before a message in logs, shells, containers and collectors; `§` is where the message begins, or would. */
const FRAMES = [
  'Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  'Nov 23 19:22:41 mx1 postfix/smtp: §',
  'Nov 23 19:22:41 postfix/smtp[7126]: §',
  'Nov 23 19:22:41  postfix/smtp[7126]: §',
  'Nov 23 19:22:41 mx1 postfix/smtp[7126] §',
  'Nov 23 19:22:41 mx1 postfix/smtp[]: §',
  'Nov 23 19:22:41 mx1 postfix/smtp[7126:§',
  'Nov 23 19:22:41 mx1 postfix/smtp[7126]x §',
  'Nov 23 19:22:41 mx1 postfix/smtp[123456789012]: §',
  'Nov 23 19:22:41 mx1 postfix/smtp[1234567890123]: §',
  'Nov 23 19:22:41 mx1 postfix/smtp[7126]:  [ID 197553 mail.info] §',
  'Nov 23 19:22:41 mx1 mail.info postfix/smtp[7126]: §',
  'Nov 23 19:22:41 <mail.notice> mx1 postfix/smtp[7126]: §',
  'Nov 23 19:22:41 <mail.notice-of-a-longer> mx1 postfix/smtp[7126]: §',
  'Nov 23 19:22:41 mx1 Nov 23 19:22:40 mx2 postfix/smtp[7126]: §',
  'Nov 23 19:22:41 [1:mx1:postfix/smtp] §',
  'Nov 23 19:22:41 mx1 §',
  'Nov 23 19:22:41 §',
  'Mon Nov 23 19:22:41 2026 §',
  'Xon Nov 23 19:22:41 2026 §',
  '2026-11-23T19:22:41.123+01:00 mx1 postfix/smtp[7126]: §',
  '2026-11-23T19:22:41Z mx1 postfix/smtp: §',
  '2026-11-23 19:22:41 mx1 postfix/smtp[7126]: §',
  '2026-11-23 19:22:41 mx1 postfix/smtp: §',
  '2026-11-23 19:22:41 INFO postfix/smtp[7126]: §',
  '2026-11-23 19:22:41 CRITICAL postfix/smtp[7126]: §',
  '2026-11-23 19:22:41 NOTE postfix/smtp[7126]: §',
  '2026-11-23T19:22:41Z stdout F Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '2026-11-23T19:22:41Z stderr P Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '2026-11-23T19:22:41Z stdout X Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '2026-11-23T19:22:41Z Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '2026/11/23 19:22:41 §',
  '1795461761 mx1 postfix/smtp[7126]: §',
  '1795461761.123 postfix/smtp[7126]: §',
  '@400000006aa8e01a2c3ca000 §',
  '@400000006aa8e01a2c3ca00 §',
  '<22>Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '<22>postfix/smtp[7126]: §',
  '<1234>postfix/smtp[7126]: §',
  '<22>1 2026-11-23T19:22:41Z mx1 postfix/smtp 7126 - - §',
  '<22>1 2026-11-23T19:22:41Z mx1 postfix/smtp - - - §',
  '<22>1 - mx1 postfix/smtp 7126 - - §',
  '<22>1 2026-11-23T19:22:41Z mx1 postfix/smtp 7126 - [a b="c]\\"d"][e] \ufeff§',
  '<22>1 2026-11-23T19:22:41Z mx1§',
  '[pod/mail-0/postfix] Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '[1/5] §',
  '[1\\5] §',
  '[12345/5] §',
  '[17/Jun/2011 17:00:45] §',
  '[7/Jun/2011 17:00:45] §',
  '[1:mx1:postfix/smtp] §',
  'mail-1  | Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  'mail-1  |Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  'Jul-30-16 17:07:25 §',
  'mail.log:123:Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  'mail.log:Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  'mail.log:2026-11-23T19:22:41Z mx1 postfix/smtp[7126]: §',
  'mail.log:12:2026-11-23T19:22:41Z mx1 postfix/smtp[7126]: §',
  'postfix/smtp: §',
  'postfix/smtp[7126]: §',
  'mx1 postfix/smtp[7126]: §',
  'smtp: §',
  '> > Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '    Nov 23 19:22:41 mx1 postfix/smtp[7126]: §',
  '{"stream":"stdout","log":"Nov 23 19:22:41 mx1 postfix/smtp[7126]: §\\n"}',
  '{"log":"Nov 23 19:22:41 mx1 postfix/smtp[7126]: §"}',
  '{"MESSAGE":"§","SYSLOG_IDENTIFIER":"postfix/smtp","_HOSTNAME":"mx1","_PID":"7126","__REALTIME_TIMESTAMP":"1795461761123456"}',
  '{"MESSAGE" : "§ a\\"b", "_PID" : "7"}',
  '{"MESSAGE":[80]}§',
];

/** What is found before a message: the parts of the prefix at their places. */
function drawnPrefix(line: string): string[] {
  const prefix = peel(line);
  const part = (from: number, to: number, words: string): Place[] => (to > from ? [{ from, to, words }] : []);
  return drawnLine(
    line,
    [
      ...part(prefix.hostFrom, prefix.hostTo, 'host'),
      ...part(prefix.programFrom, prefix.programTo, 'program'),
      ...part(prefix.pidFrom, prefix.pidTo, 'process'),
      { from: prefix.from, to: prefix.from, words: 'the message' },
      ...(prefix.to < line.length ? [{ from: prefix.to, to: prefix.to, words: 'its end' }] : []),
    ],
    Number.isNaN(prefix.time) ? [] : [`time ${prefix.time}`],
  );
}

const MESSAGE = '4F9D1A2B3C: removed';

describe('what stands before a message, as drawn in drawn/', () => {
  it('in every frame', async () => {
    const rows = FRAMES.flatMap((frame) => drawnPrefix(frame.replace('§', MESSAGE)));
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/frames.txt');
  });

  it('in a frame with any character before it', async () => {
    const rows = [
      '§ov 23 19:22:41 mx1 a[1]: b',
      'Nov 23 19:22:41§mx1 a[1]: b',
      'Nov 23 19:22:41 mx1 a§b[1]: c',
      'Nov 23 19:22:41 mx1 a[§]: c',
      'mail§1 | 2026-11-23T19:22:41Z a: b',
    ].flatMap((text) => {
      const answers = new Map<string, string>();
      for (let code = 33; code < 127; code++) {
        const { from, programFrom, programTo, hostFrom, hostTo, pidFrom, pidTo } = peel(text.replace('§', String.fromCharCode(code)));
        const words = `message ${from}, host ${hostFrom}-${hostTo}, program ${programFrom}-${programTo}, process ${pidFrom}-${pidTo}`;
        answers.set(words, (answers.get(words) ?? '') + String.fromCharCode(code));
      }
      return [`  ${text}`, ...[...answers].map(([words, signs]) => `#   ${signs}: ${words}`)];
    });
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/characters.txt');
  });
});

/** What is read of a line that was cut: neighbouring lengths of which the same is read are one place. */
function drawnCut(line: string): string[] {
  const found: Place[] = [];
  for (let length = 1; length <= line.length; length++) {
    const entry = readLogLine(line.slice(0, length));
    const words =
      entry === null
        ? 'nothing'
        : [
            entry.format,
            entry.status ?? '',
            entry.reason ?? '',
            entry.phase ?? '',
            entry.life ?? '',
            ...entry.replies.map(({ code, enhanced, phase, role }) => `${code ?? '-'} ${enhanced ?? '-'} ${phase ?? '-'} ${role}`),
            entry.fields.map(({ name }) => name).join(' '),
          ]
            .filter((word) => word !== '')
            .join(', ');
    const last = found.at(-1);
    if (last?.words === words) found[found.length - 1] = { ...last, to: length };
    else found.push({ from: length - 1, to: length, words });
  }
  return drawnLine(line, found);
}

describe('what is read of a line that was cut, as drawn in drawn/cut/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('of %s', async (id, { samples }) => {
    const rows = samples.flatMap(({ text }) => text.split('\n').flatMap(drawnCut));
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`drawn/cut/${id}.txt`);
  });
});
