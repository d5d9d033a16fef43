// Running other programs so that none of them outlives us.
import { spawn } from 'node:child_process';

const windows = process.platform === 'win32';
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Starts a program that lives as long as this script at most. npm and npx are shell scripts on Windows, hence the shell there. */
export function launch(command, args, options = {}) {
  const child = spawn(command, args, { shell: windows && !command.endsWith('.exe'), detached: !windows, ...options });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Runs a program to its end; resolves to its exit status and what it printed (`stdio: ['ignore', 'inherit', 'inherit']` prints it at once instead). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = launch(command, args, options);
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status: status ?? 1, signal, stdout, stderr }));
  });
}

/** Ends a program and what it started itself: on POSIX each has a process group of its own. */
export function end(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.pid === undefined) return;
  if (windows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // it has just ended by itself
    }
  }
}

/** Ends everything that is still running, and waits for it; what does not listen within two seconds is killed. */
export async function endAll() {
  const children = [...running];
  const gone = Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  for (const child of children) end(child);
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  for (const child of children) end(child, 'SIGKILL');
}

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (ending) return;
    ending = true;
    await endAll();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}
