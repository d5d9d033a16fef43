import { rawText, rawValue } from '../log-line/json';
import { decodeLiteral } from '../readers/literal';
import { closingQuote } from '../readers/quoted';
import type { Peeled, Wrapper } from '../wrapper';

const MESSAGE = ['msg', 'message', 'MESSAGE', 'log', '@m', '@mt', 'text', 'line'];
const SESSION = ['sid', 'cid', 'session', 'connection', 'uuid', 'thread', '_PID', 'pid'];

/** One JSON object per line (bunyan, pino, logstash, docker's json-file): the decoded message; the field of its session tells sessions apart. */
export const jsonLines: Wrapper = {
  id: 'json',
  decodes: true,
  title: 'JSON lines (bunyan, pino, docker json-file)',
  samples: [
    { line: '{"name":"app","pid":712,"level":20,"sid":"iZrSAaPS18s","msg":"S: 250 Ok","v":0}', inside: 'S: 250 Ok' },
    { line: '{"log":"MAIL FROM:\\u003calice@example.org\\u003e\\n","stream":"stdout"}', inside: 'MAIL FROM:<alice@example.org>' },
  ],
  peel(line): Peeled | null {
    if (line.charCodeAt(0) !== 123) return null;
    for (const name of MESSAGE) {
      const value = rawValue(line, name);
      if (value?.kind !== 'string') continue;
      let to = closingQuote(line, value.from, 34);
      while (/\\[nr]$/.test(line.slice(to - 2, to)) && to > value.from) to -= 2;
      let key: string | undefined;
      for (const session of SESSION) {
        key = rawText(line, rawValue(line, session)) || undefined;
        if (key) break;
      }
      return { piece: decodeLiteral(line, value.from, to), key };
    }
    return null;
  },
};
