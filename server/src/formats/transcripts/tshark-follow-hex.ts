import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { TranscriptFormat } from '../format';
import type { ByteRow } from '../readers/byte-rows';
import { ByteRows, Parties } from '../readers/byte-rows';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const hex = `===================================================================
Follow: tcp,hex
Filter: tcp.stream eq 0
Node 0: 192.0.2.25:39192
Node 1: 192.0.2.25:25
\t00000000  32 32 30 20 6d 61 69 6c  2e 65 78 61 6d 70 6c 65  220 mail .example
\t00000010  2e 6e 65 74 20 45 53 4d  54 50 0d 0a              .net ESM TP..
00000000  45 48 4c 4f 20 63 6c 69  65 6e 74 2e 65 78 61 6d  EHLO cli ent.exam
00000010  70 6c 65 2e 6f 72 67 0d  0a                       ple.org. .
\t0000001C  32 35 30 2d 61 0d 0a 32  35 30 20 62 0d 0a        250-a..2 50 b..
`;

const raw = `===================================================================
Follow: tcp,raw
Filter: tcp.stream eq 1
Node 0: 192.0.2.25:39194
Node 1: 192.0.2.25:25
\t323230206d61696c2e6578616d706c652e6e65742045534d54500d0a
45484c4f20612e6578616d706c650d0a
\t3235302d610d0a32353020620d0a
515549540d0a
\t32323120427965
`;

const yaml = `peers:
  - peer: 0
    host: 192.0.2.25
    port: 39192
  - peer: 1
    host: 192.0.2.25
    port: 25
packets:
  - packet: 4
    peer: 1
    timestamp: 1795462624.232047081
    data: !!binary |
      MjIwIG1haWwuZXhhbXBsZS5uZXQgRVNNVFAgUG9zdGZpeCAoRGViaWFuL0dOVSkNCg==
  - packet: 6
    peer: 0
    timestamp: 1795462624.232131958
    data: !!binary |
      RUhMTyBjbGllbnQuZXhhbXBsZS5vcmcNCg==
  - packet: 8
    peer: 1
    timestamp: 1795462624.232497931
    data: !!binary |
      MjUwIENIVU5LSU5HDQo=
`;

const HEX = /^(\t| {4})?([0-9A-Fa-f]{8}) {2,3}((?:[0-9a-f]{2} {1,2}){0,15}[0-9a-f]{2})(?: |$)/;
const RAW = /^(\t?)((?:[0-9a-f]{2}){4,})\r?$/;
const BASE64 = /^( {4,10})([A-Za-z0-9+/]{4,80}={0,2})\r?$/;

/** Wireshark and tshark "follow" as hex rows, as hex without addresses, as base64 in YAML. */
export const tsharkFollowHex: TranscriptFormat = {
  id: 'tshark-follow-hex',
  title: 'tshark follow,tcp,hex|raw|yaml; Wireshark hex dump',
  row: 'F73',
  viewpoint: 'none',
  trust: 'likely',
  keeps: ['octets', 'order'],
  hint: /^(?:Follow: (?:tcp|tls),(?:hex|raw|yaml)|peers:$|(?:\t| {4})?[0-9A-Fa-f]{8} {2,3}(?:[0-9a-f]{2} {1,2}){2})/,
  notes: 'A line of the dialogue runs over several rows; it is shown where it begins.',
  samples: [
    { title: 'hex', text: hex, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: 'raw', text: raw, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
    { title: 'yaml', text: yaml, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: () => {
    let peer: string | null = null;
    const parties = new Parties();
    const rowOf = (line: string): ByteRow | null => hexRow(line) ?? rawRow(line) ?? (peer === null ? null : base64Row(line, peer));
    const rows = new ByteRows(rowOf);
    return {
      read(line, view): readonly Reading[] | null {
        const whole = { text: line, from: 0, to: line.length };
        if (/^(?:Follow: |peers:)/.test(line)) {
          parties.forget();
          peer = null;
          return [{ kind: 'mark', mark: 'connect', piece: whole }];
        }
        const named = /^ {2,4}(?:- )?peer: (\d)/.exec(line);
        if (named) peer = named[1];
        if (/^(?:={20,}|Filter: |Node [01]: |packets:| {2,4}(?:- )?(?:packet|peer|host|port|timestamp|data|index): )/.test(line))
          return NOISE;
        const row = rowOf(line);
        if (!row) return null;
        return rows
          .lines(row, (k) => view.peek(k))
          .flatMap((piece): Reading[] => {
            const server = parties.isServer(row.sender, looksLikeReply(piece.text) ? 1 : commandLikeness(piece.text) > 0 ? -1 : 0);
            return server === null ? [] : [{ kind: 'wire', side: server ? 'server' : 'client', piece }];
          });
      },
    };
  },
};

function hexRow(line: string): ByteRow | null {
  const match = HEX.exec(line);
  if (!match) return null;
  const bytes = match[3].split(/ +/).map((pair) => Number.parseInt(pair, 16));
  // The characters follow the bytes, with a gap after the eighth.
  const text = match[0].length + line.slice(match[0].length).search(/\S|$/);
  const gap = line.length - text > bytes.length ? 1 : 0;
  const columns = bytes.map((_, at) => Math.min(text + at + (at >= 8 ? gap : 0), line.length));
  columns.push(line.length);
  return { sender: match[1] ? '1' : '0', bytes, columns };
}

function rawRow(line: string): ByteRow | null {
  const match = RAW.exec(line);
  if (!match) return null;
  const from = match[1].length;
  const bytes: number[] = [];
  const columns: number[] = [];
  for (let at = 0; at < match[2].length; at += 2) {
    bytes.push(Number.parseInt(match[2].slice(at, at + 2), 16));
    columns.push(from + at);
  }
  columns.push(from + match[2].length);
  return { sender: from > 0 ? '1' : '0', bytes, columns };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Row(line: string, peer: string): ByteRow | null {
  const match = BASE64.exec(line);
  if (!match) return null;
  const from = match[1].length;
  const bytes: number[] = [];
  const columns: number[] = [];
  let bits = 0;
  let held = 0;
  for (let at = 0; at < match[2].length; at++) {
    const value = ALPHABET.indexOf(match[2][at]);
    if (value === -1) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    columns.push(from + at - 1);
  }
  columns.push(from + match[2].length);
  return { sender: peer, bytes, columns };
}
