import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { built, samples } from './built';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { cli, folder, piped } = built();
const log = readFileSync(join(samples, 'mail.log'), 'utf8');

describe('live', () => {
  const lines = log.split('\n');

  it.each([
    ['replies', /^-:8:.* 550 5\.1\.1/m],
    ['messages', /349261B8932.*recipient does not exist/],
    ['check', /^-:8:.*verdict-mailbox-unknown/m],
    ['why', /^Recipient does not exist/m],
  ])('%s answers a pipe that pauses', async (command, expected) => {
    const child = spawn(process.execPath, [cli, command, '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    // The process is up once it has answered for the first time; from then on only the pause counts.
    child.stdin.write(`${lines.slice(0, 8).join('\n')}\n`);
    await vi.waitFor(() => expect(out).toMatch(expected), { timeout: 20_000, interval: 5 });
    const before = out;
    child.stdin.write(`${lines.slice(8, 16).join('\n')}\n`);
    await vi.waitFor(() => expect(out).not.toBe(before), { timeout: 5000, interval: 5 });
    child.stdin.end();
    await new Promise((resolve) => child.once('close', resolve));
    // Nothing is told twice.
    if (command === 'replies' || command === 'check') {
      expect(new Set(out.split('\n')).size).toBe(out.split('\n').length);
      expect(out).toBe(piped([command, '-'], `${lines.slice(0, 16).join('\n')}\n`).out);
    }
  });

  /** Failures of different causes, so that each of them is news also to `why`. */
  const SAID = [
    '550 5.1.1 <user@example.net>: Recipient address rejected: User unknown',
    '552 5.2.2 Mailbox full',
    '554 5.7.1 <user@example.net>: Relay access denied',
    '450 4.2.0 <user@example.net>: Recipient address rejected: Greylisted',
    '552 5.3.4 Message size exceeds fixed limit',
    '421 4.7.0 Too many connections from your host',
    '530 5.7.0 Must issue a STARTTLS command first',
    '550 5.1.2 Host unknown',
    '550 5.2.1 The account is disabled',
    '550 5.7.26 This mail is unauthenticated, SPF and DKIM did not pass',
    '451 4.3.0 Temporary lookup failure',
  ];
  const line = (round: number): string => {
    const time = `Nov 23 10:${String(Math.floor(round / 60)).padStart(2, '0')}:${String(round % 60).padStart(2, '0')}`;
    const status = SAID[round % SAID.length].startsWith('4') ? 'deferred' : 'bounced';
    return `${time} mail postfix/smtp[104]: 4F9D1A2B${String(round).padStart(2, '0')}: to=<user@example.net>, relay=mx.example.net[192.0.2.20]:25, delay=4, delays=0.1/0/1/3, dsn=5.0.0, status=${status} (host mx.example.net[192.0.2.20] said: ${SAID[round % SAID.length]} (in reply to RCPT TO command))\n`;
  };

  it.each(['replies', 'messages', 'check', 'why'])('%s answers within 200 ms of a quiet pipe', async (command) => {
    const child = spawn(process.execPath, [cli, command, '-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    /** Milliseconds from a line into the pipe to the answer out of it. */
    const delay = async (round: number): Promise<number> => {
      const answer = once(child.stdout, 'data');
      const began = performance.now();
      child.stdin.write(line(round));
      await answer;
      const took = performance.now() - began;
      // The answer may come in pieces: the next measurement begins when all of them are there.
      await pause(30);
      return took;
    };
    // The process is up once it has answered for the first time.
    await delay(0);
    const medians: number[] = [];
    // A busy machine makes some of them late, a program that waits too long all of them.
    for (let round = 1; round < SAID.length && (medians.at(-1) ?? 200) >= 200; round += 5) {
      const delays: number[] = [];
      for (let at = round; at < round + 5; at++) delays.push(await delay(at));
      medians.push(delays.sort((a, b) => a - b)[2]);
    }
    child.stdin.end();
    await once(child, 'close');
    expect(Math.min(...medians), `medians of five: ${medians.map(Math.round)} ms`).toBeLessThan(200);
  });

  it('follows a file through rotation and truncation', async () => {
    const file = join(folder, 'followed.log');
    writeFileSync(file, `${lines[7]}\n`);
    const child = spawn(process.execPath, [cli, 'replies', '--follow', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    const count = (): number => (out.match(/ 550 5\.1\.1/g) ?? []).length;
    const reaches = (n: number) => vi.waitFor(() => expect(count()).toBe(n), { timeout: 20_000, interval: 20 });
    await reaches(1);
    appendFileSync(file, `${lines[7]}\n`);
    await reaches(2);
    renameSync(file, `${file}.1`);
    writeFileSync(file, `${lines[7]}\n`);
    await reaches(3);
    writeFileSync(file, '');
    await pause(300);
    appendFileSync(file, `${lines[7]}\n`);
    await reaches(4);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  });
});
