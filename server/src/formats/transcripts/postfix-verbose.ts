import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

const client = `Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 220 mail.example.net ESMTP Postfix
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: EHLO client.example.org
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 250-mail.example.net
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 250 CHUNKING
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: MAIL FROM:<root@client.example.org> SIZE=346
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: RCPT TO:<bob@example.net>
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: DATA
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 250 2.1.0 Ok
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 250 2.1.5 Ok
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 354 End data with <CR><LF>.<CR><LF>
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: .
Nov 23 19:36:51 client postfix/smtp[204]: > mail.example.net[192.0.2.25]:25: QUIT
Nov 23 19:36:51 client postfix/smtp[204]: < mail.example.net[192.0.2.25]:25: 250 2.0.0 Ok: queued as 4C4D21A2B3
`;

const server = `Nov 23 19:36:54 mx postfix/smtpd[253]: > client.example.org[198.51.100.7]: 220 mx.example.org ESMTP Postfix
Nov 23 19:36:54 mx postfix/smtpd[253]: < client.example.org[198.51.100.7]: EHLO bad.example
Nov 23 19:36:54 mx postfix/smtpd[253]: > client.example.org[198.51.100.7]: 250 CHUNKING
Nov 23 19:36:54 mx postfix/smtpd[253]: < client.example.org[198.51.100.7]: MAIL FROM:<a@example.org>
Nov 23 19:36:54 mx postfix/smtpd[253]: > client.example.org[198.51.100.7]: 250 2.1.0 Ok
Nov 23 19:36:54 mx postfix/smtpd[253]: < client.example.org[198.51.100.7]: RCPT TO:<nosuch@mx.example.org>
Nov 23 19:36:54 mx postfix/smtpd[253]: >>> START Recipient address RESTRICTIONS <<<
Nov 23 19:36:54 mx postfix/smtpd[253]: > client.example.org[198.51.100.7]: 550 5.1.1 <nosuch@mx.example.org>: Recipient address rejected
`;

/** `postfix/smtp[204]: ` with or without the syslog header before it, then the arrow and the peer. */
const LINE =
  /^(?:[^[\]]{0,160}?\bpostfix[\w.-]{0,40}\/(?:[\w-]{1,30}\/){0,3}(?<daemon>[\w-]{1,30})\[(?<pid>\d{1,8})\]: (?:debug: )?)?(?<arrow>[<>]) (?<peer>\S{1,255}\[[^\]\s]{1,100}\](?::\d{1,5})?): /;
const DAEMON = /^[^[\]]{0,160}?\bpostfix[\w.-]{0,40}\/(?:[\w-]{1,30}\/){0,3}(?:smtpd?|lmtp|postscreen|tlsproxy)\[\d{1,8}\]: /;

/** What Postfix also logs without `-v`: a record of the log, whatever runs verbosely beside it. */
const RECORD =
  /^.{0,200}?\]: (?:NOQUEUE|[0-9A-F]{6,15}|[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{9,20}z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{0,8}): \S|\]: (?:warning: |(?:dis)?connect (?:from|to) |lost connection |timeout after |improper command |too many errors |Anonymous TLS|Trusted TLS|Untrusted TLS)/;

/** Postfix with `-v` in master.cf or `debug_peer_list`: each program's own arrows; smtp's `<` is the reply and smtpd's the command. */
export const postfixVerbose: TranscriptFormat = {
  id: 'postfix-verbose',
  title: 'Postfix smtp/lmtp/smtpd -v',
  row: 'F38, F39',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: LINE,
  elides: 'The mail data but, as client, its final dot.',
  notes:
    'The name of the daemon tells the role: `smtp` and `lmtp` are clients, `smtpd` is the server. Most of the lines between are not dialogue.',
  samples: [
    { title: 'smtp(8), pipelined', text: client, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'] },
    { title: 'smtpd(8)', text: server, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550'] },
  ],
  reader: () => {
    /** Peers whose line came without a daemon, and whether this program is their client. */
    const roles = new Map<string, Side>();
    return {
      read(line): readonly Reading[] | null {
        const match = LINE.exec(line);
        if (!match?.groups) return DAEMON.test(line) && !RECORD.test(line) ? NOISE : null;
        const { daemon, pid, arrow, peer } = match.groups;
        const piece = pieceOf(line, match[0].length, trimmedEnd(line));
        let printer = daemon === undefined ? roles.get(peer) : /^(?:smtp|lmtp)$/.test(daemon) ? 'client' : 'server';
        if (!printer) {
          const reply = looksLikeReply(piece.text);
          if (!reply && commandLikeness(piece.text) === 0) return NOISE;
          printer = reply === (arrow === '<') ? 'client' : 'server';
          roles.set(peer, printer);
        }
        const side: Side = (arrow === '>') === (printer === 'client') ? 'client' : 'server';
        return [{ kind: 'wire', side, piece, key: pid ? `${daemon}[${pid}] ${peer}` : peer }];
      },
    };
  },
};
