// The Chromium of this machine.
import { existsSync } from 'node:fs';

/** Its path; SMTP_LENS_CHROMIUM overrides. A missing browser is an error, never a skip. */
export function chromiumPath() {
  const candidates = [process.env.SMTP_LENS_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = candidates.find((candidate) => candidate && existsSync(candidate));
  if (!found) throw new Error('no Chromium found: install it (apt-get install chromium) or set SMTP_LENS_CHROMIUM to its path');
  return found;
}

/** It asks nothing of anybody. */
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
