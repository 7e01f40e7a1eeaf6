/**
 * complaints (L7): what consumers report of goods that they have, routed to who issued the code, read by whoever oversees
 * that organisation, answered with words that the consumer reads under an unguessable number; traces from several of them.
 * Tables: complaint, complaint_photo, complaint_day. Invariants: a code that nobody issued is taken and answered like any
 * other; nobody but owner and regulators reads what was written, and nothing kept of a photo but its picture; a form sent
 * twice is one complaint; strangers fill no disk: what one day adds to one organisation is bounded.
 * Not here: looks at codes (scans), what several batches have in common (trace), the pages (web).
 */
export { complaintKinds, stateOf, type Complaint, type Receipt } from './complaint.js';
export { answerMax } from './complaints.dto.js';
export { complaintClosed, complaintQuota } from './complaints.problems.js';
export { ComplaintsModule } from './complaints.module.js';
export { ComplaintsService } from './complaints.service.js';
export { sweepComplaints, sweepContacts } from './keeping.store.js';
export { photoTypes } from './photos/photo.js';
export { sendPhoto } from './photos/send-photo.js';
export { lineMax, ReportRequest, wordsMax } from './report.dto.js';
export { ReportsService } from './reports.service.js';
export { photosMax, readSentPhotos } from './sent-photos.js';
