import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `#### Connecting to SMTP server...
> C: ESP Mail Client v3.1.10
> C: connecting to SMTP server
> C: Host > mail.example.net
! W: Skipping SSL Verification. INSECURE!
> C: SMTP server connected, wait for greeting...
< S: 220 mail.example.net ESMTP ready

#### Sending greeting response...
> C: send SMTP command, EHLO
< S: 250-mail.example.net
< S: 250 AUTH PLAIN LOGIN
> C: send SMTP command, AUTH PLAIN
< S: 535 5.7.8 Error: authentication failed
! E: authentication failed
`;

const older = `[DEBUG] - INFO: connecting to SMTP server...
[DEBUG] - INFO: smtp server connected
[DEBUG] - 220-mail.example.net ESMTP

[DEBUG] - 220 no bulk mail

[DEBUG] - INFO: send smtp HELO command
[DEBUG] - 250 mail.example.net Hello

[DEBUG] - INFO: send smtp AUTH LOGIN command
[DEBUG] - 334 VXNlcm5hbWU6

[DEBUG] - 334 UGFzc3dvcmQ6

[DEBUG] - 535 5.7.8 no
`;

/** ESP-Mail-Client and ESP32-Mail-Client (mobizt) on the serial line: the name of each command, and the replies. */
export const espMailClient: TranscriptFormat = {
  id: 'esp-mail-client',
  title: 'ESP-Mail-Client (Arduino)',
  row: '',
  viewpoint: 'client',
  trust: 'likely',
  keeps: ['order'],
  telltale: /^(?:> C: .{0,40}\bcommand, [A-Z]{4}|\[DEBUG\] - INFO: send smtp [A-Z]{4})/,
  hint: /^(?:> C: .{0,40}\bcommand, [A-Z]{4}|< S: \d{3}[ -]|\[DEBUG\] - (?:INFO: send smtp [A-Z]|\d{3}[ -]))/,
  elides: 'The arguments of the commands, the answers to a 334 and the mail data.',
  samples: [
    { title: 'a refused login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535'] },
    { title: 'before version 2', text: older, exchanges: ['greeting 220', 'HELO 250', 'AUTH 334', 'auth 334', 'auth 535'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^< S: (?=\d{3})/, means: 'server' },
      { pattern: /^\[DEBUG\] - (?=\d{3}[ -])/, means: 'server' },
      { pattern: /^> C: .{0,40}\bcommand, (?=[A-Z]{4})/, means: 'client' },
      { pattern: /^\[DEBUG\] - INFO: send smtp (?=[A-Z]{4})/, means: 'client' },
      { pattern: /^> C: send (?=[A-Z]{4,8} command\s*$)/, means: 'client' },
      { pattern: /^(?:[<>] [CS]: |! [EWI]: |#### |\[DEBUG\] - |EMail: )/, means: 'noise' },
      { pattern: /^[ \t]*$/, means: 'noise' },
    ],
    tail: / command$/,
    truncated: /^[A-Z]{4}/,
  }),
};
