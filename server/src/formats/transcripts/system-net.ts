import type { Reader, TranscriptFormat } from '../format';
import type { ByteRow } from '../readers/byte-rows';
import { ByteRows } from '../readers/byte-rows';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `System.Net.Sockets Verbose: 0 : [5324] Data from Socket#9146100::Receive
System.Net.Sockets Verbose: 0 : [5324] 00000000 : 32 32 30 20 6D 61 69 6C-2E 65 78 61 6D 70 6C 65 : 220 mail.example
System.Net.Sockets Verbose: 0 : [5324] 00000010 : 2E 6E 65 74 20 45 53 4D-54 50 0D 0A             : .net ESMTP..
System.Net.Sockets Verbose: 0 : [5324] Exiting Socket#9146100::Receive() \t-> 28#28
System.Net.Sockets Verbose: 0 : [5324] Data from Socket#9146100::Send
System.Net.Sockets Verbose: 0 : [5324] 00000000 : 45 48 4C 4F 20 50 43 31-0D 0A                   : EHLO PC1..
System.Net.Sockets Verbose: 0 : [5324] Exiting Socket#9146100::Send() \t-> 10#10
System.Net.Sockets Verbose: 0 : [5324] Data from Socket#9146100::Receive
System.Net.Sockets Verbose: 0 : [5324] 00000000 : 32 35 30 2D 61 0D 0A 32-35 30 20 62 0D 0A       : 250-a..250 b..
System.Net.Sockets Verbose: 0 : [5324] Data from Socket#9146100::Send
System.Net.Sockets Verbose: 0 : [5324] 00000000 : 51 55 49 54 0D 0A                               : QUIT..
`;

const OWN = /\bSystem\.Net(?:\.\w{1,20})? (?:Verbose|Information|Warning|Error): 0 : \[/;
const HEADER = /\] (?:\([^()]{1,40}\) )?Data from Socket#(?<key>\d{1,12})::(?:(?<server>Receive|PostCompletion)|Send|BeginSend)/;
const ROW = /\] ([0-9A-F]{8}) : ((?:[0-9A-F]{2}[ -]){1,16}) *: (.{0,16})$/;

/** The trace of System.Net.Sockets that System.Net.Mail's SmtpClient leaves: rows of octets under the name of the call. */
export const systemNet: TranscriptFormat = {
  id: 'system-net',
  title: '.NET System.Net trace (System.Net.Mail)',
  row: '',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['octets', 'order'],
  hint: /^System\.Net(?:\.Sockets)? Verbose: 0 : \[\d{1,9}\] (?:[0-9A-F]{8} :|(?:\([^)]{1,40}\) )?Data from Socket#)/,
  notes: 'A line of the dialogue runs over several rows; it is shown where it begins. After STARTTLS the octets are those of TLS.',
  samples: [{ title: 'greeting to QUIT', text: sample, exchanges: ['greeting 220', 'EHLO 250'] }],
  reader: (): Reader => {
    let sender = '';
    let key = '';
    const rows = new ByteRows((line) => rowOf(line, sender));
    return {
      read(line, view): readonly Reading[] | null {
        if (!OWN.test(line)) return null;
        const header = HEADER.exec(line);
        if (header) {
          sender = header.groups?.server ? 'server' : 'client';
          key = header.groups?.key ?? '';
          return NOISE;
        }
        const row = sender === '' ? null : rowOf(line, sender);
        if (!row) return NOISE;
        const side = sender === 'server' ? 'server' : 'client';
        return rows.lines(row, (k) => view.peek(k)).map((piece) => ({ kind: 'wire', side, piece, key }));
      },
    };
  },
};

function rowOf(line: string, sender: string): ByteRow | null {
  const match = ROW.exec(line);
  if (!match) return null;
  const bytes = match[2]
    .trim()
    .split(/[ -]/)
    .map((pair) => Number.parseInt(pair, 16));
  const text = line.length - match[3].length;
  const columns = bytes.map((_, at) => Math.min(text + at, line.length));
  columns.push(line.length);
  return { sender, bytes, columns };
}
