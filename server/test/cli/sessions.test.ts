import { describe, expect, it } from 'vitest';
import { recorded } from '../properties/recordings';
import { smtpLens } from './terminal';

interface Printed {
  readonly command: string;
  readonly line: number | null;
  readonly replies: readonly { readonly code: number; readonly lines: readonly [number, number] }[];
}

async function printed(text: string): Promise<Printed[]> {
  const { out } = await smtpLens({ '/a.smtp': text }, 'sessions', '--format', 'json', '/a.smtp');
  return out
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => JSON.parse(line).exchanges as Printed[]);
}

describe('smtp-lens sessions', () => {
  const text = `S: 220 mx.example.net ESMTP
C: NOOP
S: 250 2.0.0 Ok
S: 452 4.3.1 Come back later
C: QUIT
S: 221 2.0.0 Bye
`;

  it('puts a reply that nothing asked for in its place, behind ?', async () => {
    const got = (await printed(text)).map(({ command, line, replies }) => [
      command,
      line,
      replies.map(({ code, lines }) => [code, lines[0]]),
    ]);
    expect(got).toEqual([
      ['greeting', null, [[220, 1]]],
      ['NOOP', 2, [[250, 3]]],
      ['?', null, [[452, 4]]],
      ['QUIT', 5, [[221, 6]]],
    ]);
    const { out } = await smtpLens({ '/a.smtp': text }, 'sessions', '/a.smtp');
    expect(out).toMatch(/NOOP +250 2\.0\.0 Ok\n +\? +452 4\.3\.1 Come back later\n +QUIT/);
  });

  it('says of what it is not sure, and what is missing', async () => {
    const { out } = await smtpLens({ '/a.smtp': text }, 'sessions', '--format', 'json', '/a.smtp');
    const { notes, exchanges } = JSON.parse(out);
    expect(exchanges.map(({ trust }: { trust: string }) => trust)).toEqual(['exact', 'exact', 'doubtful', 'exact']);
    expect(notes).toEqual([{ kind: 'unsolicited', line: 4 }]);
  });

  it('loses no reply of a recording in which each stands twice', async () => {
    for (const { lines, session, start } of recorded.slice(0, 20)) {
      const doubled = [...lines];
      const all = session.exchanges.flatMap((each) => each.replies);
      const { lines: said } = all[Math.floor(all.length / 2)];
      const [from, to] = [said[0].line + start, said[said.length - 1].line + start + 1];
      doubled.splice(to, 0, ...lines.slice(from, to));
      const before = (await printed(lines.join('\n'))).flatMap((each) => each.replies).length;
      expect((await printed(doubled.join('\n'))).flatMap((each) => each.replies).length, lines[from]).toBe(before + 1);
    }
  });
});
