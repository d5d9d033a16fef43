import type { TranscriptFormat } from '../format';
import { quoted } from '../readers/quoted';

const old = `2023-12-14T09:42:36.765467Z TRACE session{instance="submission" protocol=Smtp remote.ip="192.0.2.7" remote.port=35998}: smtp::inbound::session: event="write" data="220 mail.example.net Stalwart ESMTP\\r\\n" size=40
2023-12-14T09:42:36.775467Z TRACE session{instance="submission" protocol=Smtp remote.ip="192.0.2.7" remote.port=35998}: smtp::inbound::session: event="read" data="EHLO client.example.org\\r\\n" size=25
2023-12-14T09:42:36.785467Z TRACE session{instance="submission" protocol=Smtp remote.ip="192.0.2.7" remote.port=35998}: smtp::inbound::session: event="write" data="250-mail.example.net\\r\\n250 SIZE 104857600\\r\\n" size=73
`;

const recent = `2024-10-01T10:00:00Z TRACE Raw SMTP output sent (smtp.raw-output) listenerId = "smtp", remoteIp = 192.0.2.7, remotePort = 35998, size = 40, contents = "220 mail.example.net Stalwart ESMTP\\r\\n"
2024-10-01T10:00:00Z TRACE Raw SMTP input received (smtp.raw-input) listenerId = "smtp", remoteIp = 192.0.2.7, remotePort = 35998, size = 25, contents = "EHLO client.example.org\\r\\n"
2024-10-01T10:00:00Z TRACE Raw SMTP output sent (smtp.raw-output) listenerId = "smtp", remoteIp = 192.0.2.7, remotePort = 35998, size = 73, contents = "250 mail.example.net\\r\\n"
`;

const HEAD = '^(?<time>\\S{0,40}) {1,2}TRACE ';
const session = (event: string): RegExp =>
  new RegExp(`${HEAD}session\\{[^}]{0,300}?remote\\.port=(?<key>\\d{1,5})[^}]{0,200}\\}: \\S{1,80}: event="${event}" data="`);
const raw = (event: string): RegExp =>
  new RegExp(`${HEAD}Raw SMTP \\w+ \\w+ \\(smtp\\.raw-${event}\\).{0,300}?remotePort = (?<key>\\d{1,5}).{0,80}?contents = "`);

/** Stalwart's trace log: what the server wrote and read as string literals, the peer's port for the session. */
export const stalwart: TranscriptFormat = {
  id: 'stalwart',
  title: 'Stalwart trace',
  row: 'F58',
  viewpoint: 'server',
  trust: 'certain',
  hint: /^\S{0,40} {1,2}TRACE (?:session\{|Raw SMTP )/,
  samples: [
    { title: 'up to 0.9', text: old, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: 'since 0.10', text: recent, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: quoted({
    markers: [
      { pattern: session('write'), means: 'server' },
      { pattern: session('read'), means: 'client' },
      { pattern: raw('output'), means: 'server' },
      { pattern: raw('input'), means: 'client' },
      { pattern: /^\S{0,40} {1,2}(?:TRACE|DEBUG|INFO|WARN) /, means: 'noise' },
    ],
  }),
};
