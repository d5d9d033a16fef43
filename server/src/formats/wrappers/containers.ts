import { pieceOf } from '../../text/span';
import { clockOf } from '../readers/prefixed';
import type { Peeled, Wrapper } from '../wrapper';
import { ownBlanks } from '../wrapper';

/** docker compose, foreman, PM2: the name of the process and a bar. */
export const compose: Wrapper = {
  id: 'compose',
  title: 'docker compose, foreman, PM2',
  samples: [
    { line: 'mail_1  | 250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '0|main  | S: 220 mail.example.net ESMTP', inside: 'S: 220 mail.example.net ESMTP' },
    { line: '19:22:41 web.1  | C: QUIT', inside: 'C: QUIT' },
  ],
  peel: keyed(/^(?:(?<time>\d\d:\d\d:\d\d) )?(?<key>(?:\d{1,4}\|)?[A-Za-z][\w.-]{0,63}) {0,40}\| ?/),
};

/** kubectl `--prefix`. */
export const kubectl: Wrapper = {
  id: 'kubectl',
  title: 'kubectl --prefix',
  samples: [{ line: '[pod/mail-0/postfix] 250 2.1.0 Ok', inside: '250 2.1.0 Ok' }],
  peel: keyed(/^\[(?<key>pod\/[^\]]{1,180})\] /),
};

/** Container runtimes' own files: `time stdout F `. */
export const cri: Wrapper = {
  id: 'cri',
  title: 'container runtime log',
  samples: [{ line: '2026-11-23T19:22:41.123456789Z stdout F 250 2.1.0 Ok', inside: '250 2.1.0 Ok' }],
  peel: keyed(/^\d{4}-\d\d-\d\dT(?<time>[\d:.]{8,18})(?:Z|[+-]\d\d:\d\d) std(?:out|err) [FP] /),
};

/** Heroku and dokku: stamp, source and process. */
export const heroku: Wrapper = {
  id: 'heroku',
  title: 'Heroku, dokku',
  samples: [{ line: '2026-11-23T19:22:41.123456+00:00 app[web.1]: 250 2.1.0 Ok', inside: '250 2.1.0 Ok' }],
  peel: keyed(/^\d{4}-\d\d-\d\dT(?<time>[\d:.]{8,18})(?:Z|[+-]\d\d:\d\d) (?<key>\w{1,40}\[[\w.-]{1,60}\]): /),
};

/** A stamp and nothing else: GitHub Actions, GitLab CI, CloudWatch, `docker logs -t`, `ts`. */
export const stamp: Wrapper = {
  id: 'stamp',
  title: 'time stamp (GitHub Actions, CloudWatch, docker logs -t)',
  samples: [
    { line: '2026-11-23T19:22:41.1234567Z 250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '2026-11-23T19:22:41.123Z\t0f0e1d2c-aaaa-bbbb-cccc-0123456789ab\tINFO\tS: 250 Ok', inside: 'S: 250 Ok' },
    { line: '[2026-11-23 19:22:41] S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '[23-Nov-2026 19:18:42 UTC] S: 250 Ok', inside: 'S: 250 Ok' },
    { line: 'Nov 23 19:22:41 S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '19:22:41.123 S: 250 Ok', inside: 'S: 250 Ok' },
  ],
  peel: keyed(
    /^(?:\[?(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.](?:\d\d|[A-Z][a-z]{2})[-/.]\d{2,4}|[A-Z][a-z]{2} [ \d]\d)[T _-](?<time>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(?:Z| ?[+-]\d\d:?\d\d| UTC| GMT| [A-Z][A-Za-z/]{2,30})?\]?|\[?(?<clock>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)\]?)(?:\t[0-9a-f-]{36}\t[A-Z]{4,5}\t|[:\t] ?| {1,2}- | )/,
  ),
};

/** Reads the groups, which all have names, by their position: naming them costs more than the match. */
function keyed(named: RegExp): Wrapper['peel'] {
  const names = Array.from(named.source.matchAll(/\(\?<(\w+)>/g), ([, name]) => name);
  const pattern = new RegExp(named.source.replace(/\(\?<\w+>/g, '('), named.flags);
  const placesOf = (suits: (name: string) => boolean): number[] => names.flatMap((name, at) => (suits(name) ? [at + 1] : []));
  const [key = 0] = placesOf((name) => name === 'key');
  const times = placesOf((name) => name !== 'key');
  return (line): Peeled | null => {
    const match = pattern.exec(line);
    if (!match) return null;
    return {
      piece: pieceOf(line, ownBlanks(line, match[0].length)),
      key: key > 0 ? match[key] : undefined,
      get time() {
        return clockOf(times.map((at) => match[at]).find((text) => text !== undefined));
      },
    };
  };
}
