/* base/limits.h - every limit on what is read, each with its reason.
 *
 * A test stands at each limit and at limit + 1. Bytes unless the name says otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define KIB(n) ((size_t)(n) * 1024)
#define MIB(n) ((size_t)(n) * 1024 * 1024)

/* One window of a file that is read in pieces: large enough to keep read calls rare. */
#define WINDOW_BYTES MIB(1)

/* A document that becomes a tree of values: criteria, records, statements. */
#define DOCUMENT_BYTES_MAX MIB(1)
/* Same, for statements that carry a list for each asset, and for signed envelopes. */
#define STATEMENT_BYTES_MAX MIB(8)
/* Nesting of JSON, YAML and XML. Real documents stay below 20. */
#define DEPTH_MAX 64
/* Values in one tree: a document of 1 MiB cannot hold more than 512 Ki of them. */
#define NODES_MAX ((size_t)524288)
/* YAML: empty lines in a row cost libfyaml quadratic time; nobody writes that many. */
#define YAML_EMPTY_LINES_MAX 200
/* YAML: characters [ ] { } , & * ! of one file. libfyaml holds up to 1 KiB for each. */
#define YAML_MARKS_MAX 32768
/* Memory for one decoded small document. */
#define DOCUMENT_ARENA_BYTES MIB(64)

/* Bytes of a file that recognition looks at. */
#define HEAD_BYTES KIB(64)
/* A file read whole: larger ones are digested and read in windows only. */
#define BODY_KEEP_MAX MIB(64)
/* All files of one inspection that are held at one time by one thread. */
#define BODY_HELD_MAX MIB(256)
/* The largest single file. */
#define FILE_BYTES_MAX ((uint64_t)16 * 1024 * 1024 * 1024)

/* Containers in containers: folder, mail, ZIP in the mail, tar in the ZIP, and one to spare. */
#define NESTING_MAX 5
/* Files in one delivery, containers opened. A batch of 1,000 devices with ten files each. */
#define ENTRIES_MAX 20000
/* Unpacked bytes of one archive, nested ones included. */
#define UNPACKED_BYTES_MAX ((uint64_t)16 * 1024 * 1024 * 1024)
/* Unpacked bytes for each packed byte, counted once 16 MiB have been unpacked. */
#define UNPACK_RATIO_MAX 200
/* A file name with its folders. */
#define PATH_BYTES_MAX 4096

/* Tables. XLSX itself stops at 1,048,576 rows and 16,384 columns. */
#define TABLE_ROWS_MAX 200000
#define TABLE_COLUMNS_MAX 512
#define TABLE_SHEETS_MAX 64
#define CELL_BYTES_MAX KIB(32)
/* One part of a workbook, unpacked: a sheet of 200,000 rows with 30 cells each. */
#define TABLE_PART_BYTES_MAX MIB(256)

/* Mail. */
#define MAIL_PARTS_MAX 1000
#define MAIL_HEADER_BYTES_MAX KIB(256)
/* Multiparts in multiparts: signed, mixed, related, alternative, and some to spare. */
#define MAIL_DEPTH_MAX 10

/* Certificates: real ones stay below 10 KiB; a list of a large authority is some MiB. */
#define CERT_BYTES_MAX KIB(64)
#define CRL_BYTES_MAX MIB(32)
#define CHAIN_DEPTH_MAX 8
/* Signatures on one envelope. */
#define SIGNATURES_MAX 64
/* Bytes digested for one envelope or message while its signers are looked for among many keys. */
#define VERIFY_BYTES_MAX MIB(256)

/* Tests of one report: a record with as many stays below NODES_MAX. */
#define TEST_CASES_MAX 50000
#define TEST_CASES_TEXT "50,000 tests, the most that one record holds: split the report"
/* Names and values of a report as JSON, elements and attributes as XML: a case has ten to
 * thirty. */
#define TEST_REPORT_NODES_MAX ((size_t)40 * TEST_CASES_MAX)
#define TEST_REPORT_NODES_TEXT \
	"2,000,000 names and values, the most that is read of a report: split it"
/* A report of tests, which becomes a record of STATEMENT_BYTES_MAX. */
#define TEST_REPORT_BYTES_MAX MIB(32)
#define TEST_REPORT_BYTES_TEXT "32 MiB, the most that is read of a report: split it"

/* Subjects (doc/formats/subject.md). */
#define SUBJECT_BYTES_MAX 512
#define SUBJECT_RANGE_MAX 100000
/* A range of versions (version/version.h). */
#define VERSION_RANGE_BYTES_MAX 512
/* A package URL in a document: subjects are shorter, download addresses in qualifiers are long. */
#define PURL_BYTES_MAX KIB(8)

/* Criteria and evaluation. A limit reached here is an error, never a verdict. */
#define CRITERIA_MAX 256
#define NEEDS_MAX 64
#define READERS_MAX 100
#define CASE_ASSETS_MAX 100000
#define FACT_MEMBERS_MAX 256
#define EVALUATION_STEPS_MAX ((uint64_t)200 * 1000 * 1000)

#endif
