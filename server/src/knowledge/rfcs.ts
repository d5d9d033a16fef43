/** An RFC that the project cites. */
export interface RfcRow {
  readonly rfc: number;
  readonly title: string;
  readonly status:
    | 'Internet Standard'
    | 'Draft Standard'
    | 'Proposed Standard'
    | 'Best Current Practice'
    | 'Informational'
    | 'Experimental'
    | 'Historic'
    | 'Unknown';
  /** The RFC that replaced it. */
  readonly obsoletedBy?: number;
  /** Sections that the project cites (of RFC 5321: all), so that a test can tell a mistyped one. */
  readonly sections: readonly string[];
}

const row = (rfc: number, title: string, status: RfcRow['status'], sections: string, obsoletedBy?: number): RfcRow => ({
  rfc,
  title,
  status,
  obsoletedBy,
  sections: sections === '' ? [] : sections.split(' '),
});

export const rfcs: readonly RfcRow[] = [
  row(821, 'Simple Mail Transfer Protocol', 'Internet Standard', '3.2 3.4 3.8 4.2.2 4.3', 2821),
  row(876, 'Survey of SMTP Implementations', 'Unknown', ''),
  row(1035, 'Domain Names - Implementation and Specification', 'Internet Standard', '2.3.4'),
  row(1047, 'Duplicate Messages and SMTP', 'Unknown', ''),
  row(1123, 'Requirements for Internet Hosts - Application and Support', 'Internet Standard', '5.2.3 5.2.4 5.2.5'),
  row(1845, 'SMTP Service Extension for Checkpoint/Restart', 'Experimental', '2 3'),
  row(1846, 'SMTP 521 Reply Code', 'Experimental', '2 3 4 4.1 4.2 5', 7504),
  row(1869, 'SMTP Service Extensions', 'Internet Standard', '4.2 4.3 4.4 4.5 4.6 6.1', 2821),
  row(1870, 'SMTP Service Extension for Message Size Declaration', 'Internet Standard', '3 4 5 6 6.1 6.2 6.3 6.4'),
  row(1985, 'SMTP Service Extension for Remote Message Queue Starting', 'Proposed Standard', '5 5.1 5.2'),
  row(2033, 'Local Mail Transfer Protocol', 'Informational', '3 4 4.1 4.2 4.3 5'),
  row(2034, 'SMTP Service Extension for Returning Enhanced Error Codes', 'Proposed Standard', '3 4'),
  row(2045, 'MIME Part One: Format of Internet Message Bodies', 'Draft Standard', '5 6 6.7 6.8'),
  row(2046, 'MIME Part Two: Media Types', 'Draft Standard', '5.1.1'),
  row(2047, 'MIME Part Three: Message Header Extensions for Non-ASCII Text', 'Draft Standard', '2 4 4.1 4.2 5'),
  row(2195, 'IMAP/POP AUTHorize Extension for Simple Challenge/Response', 'Proposed Standard', '2'),
  row(2487, 'SMTP Service Extension for Secure SMTP over TLS', 'Proposed Standard', '5', 3207),
  row(2554, 'SMTP Service Extension for Authentication', 'Proposed Standard', '4 6', 4954),
  row(2606, 'Reserved Top Level DNS Names', 'Best Current Practice', '2 3'),
  row(2645, 'On-Demand Mail Relay (ODMR)', 'Proposed Standard', '5.2 5.2.1 5.4 7'),
  row(2821, 'Simple Mail Transfer Protocol', 'Proposed Standard', '4.3.2', 5321),
  row(2831, 'Using Digest Authentication as a SASL Mechanism', 'Historic', '2', 6331),
  row(2852, 'Deliver By SMTP Service Extension', 'Proposed Standard', '3 4'),
  row(2920, 'SMTP Service Extension for Command Pipelining', 'Internet Standard', '2 3 3.1 3.2'),
  row(3030, 'SMTP Service Extensions for Transmission of Large and Binary MIME Messages', 'Proposed Standard', '2 3 4.2'),
  row(3207, 'SMTP Service Extension for Secure SMTP over Transport Layer Security', 'Proposed Standard', '2 3 4 4.1 4.2 4.3 6'),
  row(3461, 'SMTP Service Extension for Delivery Status Notifications', 'Draft Standard', '2 3 4 4.1 4.2 4.3 4.4 4.5 5.1 5.2.2'),
  row(3463, 'Enhanced Mail System Status Codes', 'Draft Standard', '2 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8'),
  row(3464, 'An Extensible Message Format for Delivery Status Notifications', 'Draft Standard', '2'),
  row(3848, 'ESMTP and LMTP Transmission Types Registration', 'Draft Standard', ''),
  row(3865, 'A No Soliciting SMTP Service Extension', 'Proposed Standard', '2 2.3 2.4 4.1'),
  row(3885, 'SMTP Service Extension for Message Tracking', 'Proposed Standard', '3 3.1 3.2'),
  row(3886, 'An Extensible Message Format for Message Tracking Responses', 'Proposed Standard', '3.3.4'),
  row(3986, 'Uniform Resource Identifier (URI): Generic Syntax', 'Internet Standard', '3.2.1 7.5'),
  row(4141, 'SMTP and MIME Extensions for Content Conversion', 'Proposed Standard', '4 4.2 5 5.2'),
  row(4155, 'The application/mbox Media Type', 'Informational', ''),
  row(4405, 'SMTP Service Extension for Indicating the Responsible Submitter of an E-Mail Message', 'Experimental', '3 4 4.2'),
  row(4422, 'Simple Authentication and Security Layer (SASL)', 'Proposed Standard', '3 3.1 3.2 3.3 3.4 3.5 3.6'),
  row(4468, 'Message Submission BURL Extension', 'Proposed Standard', '3 5 6'),
  row(4505, 'Anonymous SASL Mechanism', 'Proposed Standard', '2'),
  row(4616, 'The PLAIN SASL Mechanism', 'Proposed Standard', '2 5'),
  row(4648, 'The Base16, Base32, and Base64 Data Encodings', 'Proposed Standard', '3.1 4'),
  row(4752, 'The Kerberos V5 (GSSAPI) SASL Mechanism', 'Proposed Standard', '3'),
  row(4865, 'SMTP Submission Service Extension for Future Message Release', 'Proposed Standard', '3 5 6'),
  row(4954, 'SMTP Service Extension for Authentication', 'Proposed Standard', '3 4 5 6 7 8 9'),
  row(5248, 'A Registry for SMTP Enhanced Mail System Status Codes', 'Best Current Practice', '2 2.4'),
  row(
    5321,
    'Simple Mail Transfer Protocol',
    'Draft Standard',
    '1 1.1 1.2 1.3 2 2.1 2.2 2.2.1 2.2.2 2.2.3 2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.3.6 2.3.7 2.3.8 2.3.9 2.3.10 2.3.11 2.4 3 3.1 3.2 3.3 3.4 3.5 3.5.1 3.5.2 3.5.3 3.5.4 3.6 3.6.1 3.6.2 3.6.3 3.7 3.7.1 3.7.2 3.7.3 3.7.4 3.7.5 3.8 3.9 3.9.1 3.9.2 4 4.1 4.1.1 4.1.1.1 4.1.1.2 4.1.1.3 4.1.1.4 4.1.1.5 4.1.1.6 4.1.1.7 4.1.1.8 4.1.1.9 4.1.1.10 4.1.1.11 4.1.2 4.1.3 4.1.4 4.1.5 4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.3 4.3.1 4.3.2 4.4 4.5 4.5.1 4.5.2 4.5.3 4.5.3.1 4.5.3.1.1 4.5.3.1.2 4.5.3.1.3 4.5.3.1.4 4.5.3.1.5 4.5.3.1.6 4.5.3.1.7 4.5.3.1.8 4.5.3.1.9 4.5.3.1.10 4.5.3.2 4.5.3.2.1 4.5.3.2.2 4.5.3.2.3 4.5.3.2.4 4.5.3.2.5 4.5.3.2.6 4.5.3.2.7 4.5.4 4.5.4.1 4.5.4.2 4.5.5 5 5.1 5.2 6 6.1 6.2 6.3 6.4 7 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8 7.9 8 A B C D D.1 D.2 D.3 D.4 E F F.1 F.2 F.3 F.4 F.5 F.6',
  ),
  row(5322, 'Internet Message Format', 'Draft Standard', '2.1 2.1.1 2.2 2.2.3 3.2.3 3.3 3.4 3.5 3.6 3.6.1 3.6.2 3.6.3 3.6.4 3.6.7 4.5'),
  row(5336, 'SMTP Extension for Internationalized Email Addresses', 'Experimental', '3.1 3.4 3.5 3.7.4.2', 6531),
  row(5802, 'Salted Challenge Response Authentication Mechanism (SCRAM)', 'Proposed Standard', '5 5.1 9'),
  row(5891, 'Internationalized Domain Names in Applications: Protocol', 'Proposed Standard', ''),
  row(6152, 'SMTP Service Extension for 8-bit MIME Transport', 'Internet Standard', '2 3'),
  row(6331, 'Moving DIGEST-MD5 to Historic', 'Informational', ''),
  row(6409, 'Message Submission for Mail', 'Internet Standard', '3.2 4 4.1 4.2 4.3 5.1 6 6.1 6.2 6.3'),
  row(6531, 'SMTP Extension for Internationalized Email', 'Proposed Standard', '1 3.1 3.2 3.4 3.5 3.6 3.7.4 3.7.4.1 3.7.4.2 4.2'),
  row(6532, 'Internationalized Email Headers', 'Proposed Standard', '3'),
  row(6647, 'Email Greylisting: An Applicability Statement for SMTP', 'Proposed Standard', '2'),
  row(6710, 'SMTP Extension for Message Transfer Priorities', 'Proposed Standard', '3 4.1 5 7 10'),
  row(6750, 'The OAuth 2.0 Authorization Framework: Bearer Token Usage', 'Proposed Standard', '5'),
  row(7293, 'The Require-Recipient-Valid-Since Header Field and SMTP Service Extension', 'Proposed Standard', '3 3.1 5.1 5.1.1 15.3'),
  row(7372, 'Email Authentication Status Codes', 'Proposed Standard', '3 3.1 3.2 3.3 3.4'),
  row(7489, 'Domain-based Message Authentication, Reporting, and Conformance (DMARC)', 'Informational', '3.1'),
  row(7504, 'SMTP 521 and 556 Reply Codes', 'Proposed Standard', '2 3 4 5.1 6'),
  row(7505, 'A "Null MX" No Service Resource Record for Domains That Accept No Mail', 'Proposed Standard', '4.1 4.2 6'),
  row(7628, 'A Set of SASL Mechanisms for OAuth', 'Proposed Standard', '3 3.1 3.2 3.2.1 3.2.2 3.2.3 5'),
  row(7677, 'SCRAM-SHA-256 and SCRAM-SHA-256-PLUS SASL Mechanisms', 'Proposed Standard', ''),
  row(7817, 'Updated TLS Server Identity Check Procedure for Email-Related Protocols', 'Proposed Standard', ''),
  row(8314, 'Cleartext Considered Obsolete: Use of TLS for Email Submission and Access', 'Proposed Standard', '3 3.3 4.1'),
  row(8461, 'SMTP MTA Strict Transport Security (MTA-STS)', 'Proposed Standard', ''),
  row(8617, 'The Authenticated Received Chain (ARC) Protocol', 'Experimental', '10.4'),
  row(8689, 'SMTP Require TLS Option', 'Proposed Standard', '2 4.2.1 7'),
  row(8996, 'Deprecating TLS 1.0 and TLS 1.1', 'Best Current Practice', ''),
  row(9422, 'The LIMITS SMTP Service Extension', 'Proposed Standard', '3 4'),
];
