/**
 * A shorter text with the same fault: lines are left out in blocks of halving size, then stretches of each line. `still` tells whether a
 * text has the fault; it is asked at most `most` times.
 */
export async function minimised(text: string, still: (text: string) => Promise<boolean>, most = 400): Promise<string> {
  let asked = 0;
  const holds = async (one: string): Promise<boolean> => asked++ < most && (await still(one));
  const shrunk = async (parts: readonly string[], join: (parts: readonly string[]) => string): Promise<readonly string[]> => {
    let now = parts;
    for (let size = Math.max(1, Math.floor(now.length / 2)); size >= 1; size = Math.floor(size / 2))
      for (let at = 0; at < now.length && asked < most; ) {
        const less = [...now.slice(0, at), ...now.slice(at + size)];
        if (less.length > 0 && (await holds(join(less)))) now = less;
        else at += size;
      }
    return now;
  };
  let lines = await shrunk(text.split('\n'), (parts) => parts.join('\n'));
  for (let n = 0; n < lines.length; n++) {
    const around = (line: string): string => [...lines.slice(0, n), line, ...lines.slice(n + 1)].join('\n');
    const parts = lines[n].match(/[A-Za-z0-9]+|[^A-Za-z0-9]/g) ?? [''];
    const line = (await shrunk(parts, (some) => around(some.join('')))).join('');
    lines = [...lines.slice(0, n), line, ...lines.slice(n + 1)];
  }
  return lines.join('\n');
}
