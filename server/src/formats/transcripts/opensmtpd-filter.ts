import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const debug = `<dynproc:00000001>: filter-debug: report_protocol_server: line=220 mail.example.net ESMTP OpenSMTPD
<dynproc:00000001>: filter-debug: report_protocol_client: line=EHLO client.example.org
<dynproc:00000001>: filter-debug: report_protocol_server: line=250-mail.example.net Hello client.example.org
<dynproc:00000001>: filter-debug: report_protocol_server: line=250 HELP
<dynproc:00000001>: filter-debug: report_protocol_client: line=MAIL FROM:<alice@example.org>
<dynproc:00000001>: filter-debug: report_protocol_server: line=550 Invalid sender
`;

const reports = `report|0.7|1576146008.006099|smtp-in|link-connect|7641df9771b4ed00|client.example.org|pass|192.0.2.9:53244|192.0.2.25:25
report|0.7|1576146008.006100|smtp-in|protocol-server|7641df9771b4ed00|220 mail.example.net ESMTP OpenSMTPD
report|0.7|1576146008.006200|smtp-in|protocol-client|7641df9771b4ed00|HELO client.example.org
report|0.7|1576146008.006300|smtp-in|protocol-server|7641df9771b4ed00|250 mail.example.net Hello client.example.org
report|0.7|1576146008.006400|smtp-in|protocol-client|7641df9771b4ed00|QUIT
report|0.7|1576146008.006500|smtp-in|protocol-server|7641df9771b4ed00|221 2.0.0 Bye
`;

/** What OpenSMTPD reports to its filters (smtpd-filters(7)), as they print it. */
export const opensmtpdFilter: TranscriptFormat = {
  id: 'opensmtpd-filter',
  title: 'OpenSMTPD filter (report protocol-client, protocol-server)',
  row: '',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:<\S{1,60}>: )?(?:[\w.-]{1,40}: )?(?:report_protocol_(?:server|client): line=|report\|[\d.]{1,6}\|[\d.]{1,20}\|smtp-(?:in|out)\|(?:protocol-|link-connect\|))/,
  elides: 'The mail data.',
  samples: [
    { title: 'a filter that prints what it is told', text: debug, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] },
    { title: 'the reports themselves', text: reports, exchanges: ['greeting 220', 'HELO 250', 'QUIT 221'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:<\S{1,60}>: )?(?:[\w.-]{1,40}: )?report_protocol_server: line=/, means: 'server' },
      { pattern: /^(?:<\S{1,60}>: )?(?:[\w.-]{1,40}: )?report_protocol_client: line=/, means: 'client' },
      { pattern: /^(?:<\S{1,60}>: )?(?:[\w.-]{1,40}: )?report_\w{3,30}: /, means: 'noise' },
      { pattern: /^report\|[\d.]{1,6}\|[\d.]{1,20}\|smtp-(?:in|out)\|protocol-server\|(?<key>[0-9a-f]{8,20})\|/, means: 'server' },
      { pattern: /^report\|[\d.]{1,6}\|[\d.]{1,20}\|smtp-(?:in|out)\|protocol-client\|(?<key>[0-9a-f]{8,20})\|/, means: 'client' },
      { pattern: /^report\|[\d.]{1,6}\|[\d.]{1,20}\|smtp-(?:in|out)\|link-connect\|(?<key>[0-9a-f]{8,20})\|/, means: 'connect' },
      { pattern: /^report\|[\d.]{1,6}\|[\d.]{1,20}\|smtp-(?:in|out)\|link-disconnect\|(?<key>[0-9a-f]{8,20})/, means: 'close' },
      { pattern: /^report\|[\d.]{1,6}\|/, means: 'noise' },
    ],
  }),
};
