import { celsius, sortableTime, yuan } from '../web/format.ts';
import { typedKilograms } from '../web/work-fields.ts';
import { statesQuantity } from './certificate-balance.ts';
import { needsKey, type PaperNeeds } from './paper-needs.ts';
import { type DeliveryInput, type Draft, fieldOf, paperPlaces } from './receive-form.ts';
import type { StandingStatement } from './stated-delivery.ts';

type Line = StandingStatement['content']['lines'][number];
type Needs = ReadonlyMap<string, PaperNeeds>;

type Filled = Readonly<Record<string, string | undefined>>;

/** A delivery as it stands in the fields of the receiving form, ready to be put right. */
export function draftOfStanding({ shown, content }: StandingStatement, needs: Needs): Draft {
  const { vehicle, sealNumber, sealIntact, photos = [] } = content;
  const fields: Filled = {
    note: content.noteNumber,
    arrived: localTime(content.arrivedAt),
    vehicle,
    seal: sealNumber,
    sealIntact: sealIntact === undefined ? undefined : sealIntact ? 'yes' : 'no',
    notePhoto: photos[0],
    ...Object.assign({}, ...content.lines.map((line) => lineFields(line, needs))),
  };
  return {
    id: shown.id,
    supplierId: content.supplierId,
    lineIds: content.lines.map(({ id }) => id),
    fields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
  };
}

const localTime = (instant: string) => sortableTime(instant).replace(' ', 'T');

function lineFields(line: Line, needs: Needs): Filled {
  const { acceptedGrams, deliveredGrams, refusal, surfaceTemperatureMilliC: temperature } = line;
  const verdict = acceptedGrams === deliveredGrams ? 'accept' : acceptedGrams === 0 ? 'refuse' : 'part';
  const values: Filled = {
    goods: line.goodsCode,
    name: line.goodsName,
    kg: typedKilograms(deliveredGrams),
    price: yuan(line.priceFenPerKg).replaceAll(',', ''),
    lot: line.supplierLot,
    produced: line.producedOn,
    life: line.shelfLifeDays?.toString(),
    temp: temperature === undefined ? undefined : celsius(temperature),
    origin: line.origin?.place,
    maker: line.makerName,
    licence: line.makerLicence,
    importer: line.importer,
    override: line.override?.reason,
    verdict,
    acceptedKg: verdict === 'part' ? typedKilograms(acceptedGrams) : undefined,
    reason: refusal?.reason,
    disposition: refusal?.disposition,
    witness: refusal?.witness,
    ...Object.assign({}, ...placed(line, needs).map(({ place, paper }) => paperFields(place, paper))),
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [fieldOf(line.id, name), value]));
}

type Paper = NonNullable<Line['papers']>[number];

const paperFields = (place: string, { kind, number, issuedOn, sha256, quantityGrams }: Paper) => ({
  [`${place}kind`]: kind,
  [`${place}number`]: number,
  [`${place}on`]: issuedOn,
  [`${place}sha`]: sha256,
  [`${place}kg`]:
    statesQuantity(kind) && quantityGrams !== undefined ? typedKilograms(quantityGrams) : undefined,
});

/** The papers that the form shows: the first that fits each group of what the goods need. */
function placed({ goodsCode, importer, papers = [] }: Line, needs: Needs) {
  const groups = needs.get(needsKey({ goodsCode, imported: importer !== undefined }))?.groups ?? [];
  return groups.flatMap((group, index) => {
    const place = paperPlaces[index];
    const paper = papers.find(({ kind }) => group.includes(kind));
    return place && paper ? [{ place, paper }] : [];
  });
}

/** What was typed, with everything that was stated before and that the form has no field for. */
export function withUnshown(typed: DeliveryInput, { content }: StandingStatement, needs: Needs) {
  const { id: _id, schoolId: _school, arrivedAt, photos = [], lines, ...rest } = typed;
  const { orderedById, photos: before = [] } = content;
  return {
    ...rest,
    // The field holds minutes.
    arrivedAt: localTime(arrivedAt) === localTime(content.arrivedAt) ? content.arrivedAt : arrivedAt,
    photos: [...photos, ...before.slice(1)],
    ...(orderedById ? { orderedById } : {}),
    lines: lines.map((line) => {
      const stated = content.lines.find(({ id }) => id === line.id);
      return stated ? lineWithUnshown(line, stated, needs) : line;
    }),
  };
}

function lineWithUnshown(line: DeliveryInput['lines'][number], stated: Line, needs: Needs): Line {
  const shown = placed(stated, needs).map(({ paper }) => paper);
  const unshown = (stated.papers ?? []).filter((paper) => !shown.includes(paper));
  const sameOrigin = line.origin?.place === stated.origin?.place;
  const samePrice =
    line.priceFenPerKg === stated.priceFenPerKg && line.acceptedGrams === stated.acceptedGrams;
  const { labelMaxMilliC, origin, amountFen } = stated;
  return {
    ...line,
    papers: [...(line.papers ?? []).map((paper) => paperWithUnshown(paper, shown)), ...unshown],
    ...(labelMaxMilliC === undefined ? {} : { labelMaxMilliC }),
    ...(sameOrigin && origin ? { origin } : {}),
    // Half a fen may have been rounded down.
    ...(samePrice ? { amountFen } : {}),
  };
}

function paperWithUnshown(paper: Paper, shown: readonly Paper[]): Paper {
  const stated = shown.find(({ kind, number }) => kind === paper.kind && number === paper.number);
  if (!stated) return paper;
  const { issuer, validTo, lotNumber, quantityGrams } = stated;
  return {
    ...paper,
    ...(issuer ? { issuer } : {}),
    ...(validTo ? { validTo } : {}),
    ...(lotNumber ? { lotNumber } : {}),
    ...(quantityGrams && !statesQuantity(paper.kind) ? { quantityGrams } : {}),
  };
}
