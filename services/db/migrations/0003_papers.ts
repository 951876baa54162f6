import { type Kysely, sql } from 'kysely';
import { appRole } from '../connect.ts';
import { protectByDistrict } from '../protect.ts';

/**
 * Uploaded papers: photographs and PDFs of licences and certificates. The bytes lie in the paper store under their
 * hash; here stand what they are and whose business they are, which decides who may read them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table papers (
      district_id uuid not null,
      sha256 text not null,
      media_type text not null,
      size_bytes bigint not null,
      stored_at timestamptz(3) not null,
      record_id uuid not null,
      primary key (district_id, sha256)
    );
    create table paper_links (
      district_id uuid not null,
      sha256 text not null,
      subject_kind text not null,
      subject_id uuid not null,
      school_id uuid,
      supplier_id uuid,
      linked_at timestamptz(3) not null,
      primary key (district_id, sha256, subject_kind, subject_id)
    );
    create index paper_links_subject on paper_links (district_id, subject_kind, subject_id)`.execute(db);
  await protectByDistrict(db, ['papers', 'paper_links']);
  await sql`grant select, insert on papers, paper_links to ${sql.ref(appRole)}`.execute(db);
}
