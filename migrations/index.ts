import type { Migration } from '../src/platform/index.js';
import { Platform1790000000001 } from './0001-platform.js';
import { Access1790000000002 } from './0002-access.js';
import { Parties1790000000003 } from './0003-parties.js';
import { Products1790000000004 } from './0004-products.js';
import { Batches1790000000005 } from './0005-batches.js';
import { Codes1790000000006 } from './0006-codes.js';
import { Log1790000000007 } from './0007-log.js';
import { Events1790000000008 } from './0008-events.js';
import { Holdings1790000000009 } from './0009-holdings.js';
import { Recalls1790000000010 } from './0010-recalls.js';
import { FrozenBatches1790000000011 } from './0011-frozen-batches.js';
import { ClaimNotes1790000000012 } from './0012-claim-notes.js';
import { Settling1790000000013 } from './0013-settling.js';
import { HoldingsOfAViewer1790000000014 } from './0014-holdings-of-a-viewer.js';
import { People1790000000015 } from './0015-people.js';
import { Audit1790000000016 } from './0016-audit.js';
import { Devices1790000000017 } from './0017-devices.js';
import { Oidc1790000000018 } from './0018-oidc.js';
import { Oversight1790000000019 } from './0019-oversight.js';
import { RowSecurity1790000000020 } from './0020-row-security.js';
import { Sharing1790000000021 } from './0021-sharing.js';
import { Mandates1790000000022 } from './0022-mandates.js';
import { Privacy1790000000023 } from './0023-privacy.js';
import { Suppliers1790000000024 } from './0024-suppliers.js';
import { Narrower1790000000025 } from './0025-narrower.js';
import { AuditSides1790000000026 } from './0026-audit-sides.js';
import { OpenSteps1790000000027 } from './0027-open-steps.js';
import { LoginsTried1790000000028 } from './0028-logins-tried.js';
import { LoginMisses1790000000029 } from './0029-login-misses.js';
import { CaptureJobs1790000000030 } from './0030-capture-jobs.js';
import { EventTerms1790000000031 } from './0031-event-terms.js';
import { SentElements1790000000032 } from './0032-sent-elements.js';
import { EventThings1790000000033 } from './0033-event-things.js';
import { NamedQueries1790000000035 } from './0035-named-queries.js';
import { Subscriptions1790000000036 } from './0036-subscriptions.js';
import { Behind1790000000037 } from './0037-behind.js';
import { DeclarationsSeen1790000000038 } from './0038-declarations-seen.js';
import { CodeSpans1790000000039 } from './0039-code-spans.js';
import { PrintOrders1790000000040 } from './0040-print-orders.js';
import { ProductLinks1790000000041 } from './0041-product-links.js';
import { Scans1790000000042 } from './0042-scans.js';
import { Complaints1790000000043 } from './0043-complaints.js';
import { TakenBack1790000000044 } from './0044-taken-back.js';
import { ExternalIdentifiers1790000000045 } from './0045-external-identifiers.js';
import { CopiesAndRecalledRuns1790000000046 } from './0046-copies-and-recalled-runs.js';
import { LooksAreNotOfCodes1790000000047 } from './0047-looks-are-not-of-codes.js';
import { RecallClock1790000000048 } from './0048-recall-clock.js';
import { UnitsByWhereTheyCame1790000000049 } from './0049-units-by-where-they-came.js';
import { FlowsWithoutABatch1790000000050 } from './0050-flows-without-a-batch.js';
import { RecallDrafts1790000000051 } from './0051-recall-drafts.js';
import { RecallCourse1790000000052 } from './0052-recall-course.js';
import { RecallAnswers1790000000053 } from './0053-recall-answers.js';
import { RecallReports1790000000054 } from './0054-recall-reports.js';
import { UnitsOfUnregisteredPlaces1790000000055 } from './0055-units-of-unregistered-places.js';
import { Drills1790000000056 } from './0056-drills.js';
import { ContactsOfTheOverseen1790000000057 } from './0057-contacts-of-the-overseen.js';
import { FlowsByWhenTheyChanged1790000000058 } from './0058-flows-by-when-they-changed.js';
import { FreezesThatComeToSpread1790000000059 } from './0059-freezes-that-come-to-spread.js';
import { FlowsOfGoodsOfAnyBatch1790000000061 } from './0061-flows-of-goods-of-any-batch.js';
import { WhoWritesOfARecall1790000000062 } from './0062-who-writes-of-a-recall.js';

/** Every migration, oldest first. Each is forward only and never edited once landed. */
export const migrations: readonly Migration[] = [
  Platform1790000000001,
  Access1790000000002,
  Parties1790000000003,
  Products1790000000004,
  Batches1790000000005,
  Codes1790000000006,
  Log1790000000007,
  Events1790000000008,
  Holdings1790000000009,
  Recalls1790000000010,
  FrozenBatches1790000000011,
  ClaimNotes1790000000012,
  Settling1790000000013,
  HoldingsOfAViewer1790000000014,
  People1790000000015,
  Audit1790000000016,
  Devices1790000000017,
  Oidc1790000000018,
  Oversight1790000000019,
  RowSecurity1790000000020,
  Sharing1790000000021,
  Mandates1790000000022,
  Privacy1790000000023,
  Suppliers1790000000024,
  Narrower1790000000025,
  AuditSides1790000000026,
  OpenSteps1790000000027,
  LoginsTried1790000000028,
  LoginMisses1790000000029,
  CaptureJobs1790000000030,
  EventTerms1790000000031,
  SentElements1790000000032,
  EventThings1790000000033,
  NamedQueries1790000000035,
  Subscriptions1790000000036,
  Behind1790000000037,
  DeclarationsSeen1790000000038,
  CodeSpans1790000000039,
  PrintOrders1790000000040,
  ProductLinks1790000000041,
  Scans1790000000042,
  Complaints1790000000043,
  TakenBack1790000000044,
  ExternalIdentifiers1790000000045,
  CopiesAndRecalledRuns1790000000046,
  LooksAreNotOfCodes1790000000047,
  RecallClock1790000000048,
  UnitsByWhereTheyCame1790000000049,
  FlowsWithoutABatch1790000000050,
  RecallDrafts1790000000051,
  RecallCourse1790000000052,
  RecallAnswers1790000000053,
  RecallReports1790000000054,
  UnitsOfUnregisteredPlaces1790000000055,
  Drills1790000000056,
  ContactsOfTheOverseen1790000000057,
  FlowsByWhenTheyChanged1790000000058,
  FreezesThatComeToSpread1790000000059,
  FlowsOfGoodsOfAnyBatch1790000000061,
  WhoWritesOfARecall1790000000062,
];
