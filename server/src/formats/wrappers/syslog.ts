import { pieceOf } from '../../text/span';
import { peel } from '../log-line/peel';
import type { Peeled, Wrapper } from '../wrapper';

const SPACE = 32;

/**
 * Syslog in its shapes (RFC 3164, RFC 5424, rsyslog's ISO stamps, journald's JSON) and what containers put around it; the process tells
 * sessions apart. One space after the tag belongs to it; any more are the program's own.
 */
export const syslog: Wrapper = {
  id: 'syslog',
  title: 'syslog, journald',
  samples: [
    { line: 'Nov 23 19:22:41 host msmtp[712]: <-- 250 2.1.0 Ok', inside: '<-- 250 2.1.0 Ok' },
    { line: '2026-11-23T19:22:41.123456+00:00 host app[712]:  -> EHLO client.example.org', inside: ' -> EHLO client.example.org' },
    { line: '<22>1 2026-11-23T19:22:41Z host app 712 - - S: 220 mail.example.net ESMTP', inside: 'S: 220 mail.example.net ESMTP' },
  ],
  peel(line): Peeled | null {
    const first = line.charCodeAt(0);
    if (first <= SPACE || first === 62 || first === 123) return null;
    const prefix = peel(line);
    if (prefix.programTo === prefix.programFrom || (prefix.pidTo === prefix.pidFrom && prefix.hostTo === prefix.hostFrom)) return null;
    if (/^(?:MAIL|RCPT|FROM|TO|S|C)$/i.test(prefix.program) || /^(?:MAIL|RCPT|AUTH|EHLO|HELO)$/i.test(prefix.host)) return null;
    let from = prefix.from;
    while (from > 0 && line.charCodeAt(from - 1) === SPACE) from--;
    if (from < prefix.from) from++;
    const key = prefix.pidTo > prefix.pidFrom ? `${prefix.program}[${prefix.pid}]` : undefined;
    return {
      piece: pieceOf(line, Math.min(from, prefix.to), prefix.to),
      key,
      get time() {
        return Number.isNaN(prefix.time) ? undefined : prefix.time;
      },
    };
  },
};
