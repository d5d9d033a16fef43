/** How long a machine takes for work of the kind that reading is: texts cut in pieces, looked over unit by unit, and entered in maps. */

const LINES = 20_000;
const ROUNDS = 12;

function work(text: string): number {
  const counts = new Map<string, number>();
  let sum = 0;
  for (const line of text.split('\n')) {
    const words = line.split(' ');
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (let at = 0; at < line.length; at++) sum = (sum * 31 + line.charCodeAt(at)) | 0;
    if (/\b[45]\d\d[ -](?:[245]\.\d{1,3}\.\d{1,3})?/.test(line)) sum++;
  }
  return sum + counts.size;
}

const TEXT = Array.from(
  { length: LINES },
  (_, n) => `Nov 23 10:00:0${n % 10} mx postfix/smtpd[${n}]: ${n.toString(36)}: client=c${n % 99}.example.org`,
).join('\n');

/**
 * CPU milliseconds of one round of that work, the least of several. Figures are given as so many units: machines differ, and the same machine
 * differs from itself.
 */
export function unit(): number {
  const rounds: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const before = process.cpuUsage();
    if (work(TEXT) === 0) throw new Error('the work was left out');
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / 1000);
  }
  return Math.min(...rounds);
}
