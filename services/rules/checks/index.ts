import type { z } from 'zod';
import type { RuleCheck } from '../check.ts';
import { p832_01Reserve } from './p832-01-reserve.ts';
import { p832_02DeclaredTotal } from './p832-02-declared-total.ts';
import { p832_03Counted } from './p832-03-counted.ts';
import { p832_04EligibleOrigin } from './p832-04-eligible-origin.ts';
import { p832_05SharedCanteen } from './p832-05-shared-canteen.ts';
import { p832_06OrderClaimedOnce } from './p832-06-order-claimed-once.ts';
import { p832_07Pace } from './p832-07-pace.ts';
import { p832_08OrderDelivered } from './p832-08-order-delivered.ts';
import { rcv01RequiredDocuments } from './rcv-01-required-documents.ts';
import { rcv02DocumentDates } from './rcv-02-document-dates.ts';
import { rcv03CertificateBalance } from './rcv-03-certificate-balance.ts';
import { rcv04ShelfLife } from './rcv-04-shelf-life.ts';
import { rcv05Inspectors } from './rcv-05-inspectors.ts';
import { rcv06ReceivingTemperature } from './rcv-06-receiving-temperature.ts';
import { rcv07BannedGoods } from './rcv-07-banned-goods.ts';
import { rcv08LicenceOnDelivery } from './rcv-08-licence-on-delivery.ts';
import { rcv09Disposition } from './rcv-09-disposition.ts';
import { rcv10Issue } from './rcv-10-issue.ts';
import { rcv11Retention } from './rcv-11-retention.ts';
import { smp01EveryDishSampled } from './smp-01-every-dish-sampled.ts';
import { smp02SampleWeight } from './smp-02-sample-weight.ts';
import { smp03SampleDisposal } from './smp-03-sample-disposal.ts';
import { smp04CabinetTemperature } from './smp-04-cabinet-temperature.ts';
import { smp05SamplePeople } from './smp-05-sample-people.ts';
import { smp06SamplePlausibility } from './smp-06-sample-plausibility.ts';
import { smp07SampleTraceable } from './smp-07-sample-traceable.ts';
import { sup01IdentifierCodes } from './sup-01-identifier-codes.ts';
import { sup02Expiry } from './sup-02-expiry.ts';
import { sup03Scope } from './sup-03-scope.ts';
import { sup04Evaluation } from './sup-04-evaluation.ts';
import { sup05RelatedParties } from './sup-05-related-parties.ts';
import { sup06CopiedDocument } from './sup-06-copied-document.ts';
import { sup07QualifiedAsKnown } from './sup-07-qualified-as-known.ts';

/** Every check that exists, for the register: it promises none that is not here. */
export const checks: readonly Pick<RuleCheck<never, z.ZodType>, 'ruleId' | 'parameters'>[] = [
  p832_01Reserve,
  p832_02DeclaredTotal,
  p832_03Counted,
  p832_04EligibleOrigin,
  p832_05SharedCanteen,
  p832_06OrderClaimedOnce,
  p832_07Pace,
  p832_08OrderDelivered,
  rcv01RequiredDocuments,
  rcv02DocumentDates,
  rcv03CertificateBalance,
  rcv04ShelfLife,
  rcv05Inspectors,
  rcv06ReceivingTemperature,
  rcv07BannedGoods,
  rcv08LicenceOnDelivery,
  rcv09Disposition,
  rcv10Issue,
  rcv11Retention,
  smp01EveryDishSampled,
  smp02SampleWeight,
  smp03SampleDisposal,
  smp04CabinetTemperature,
  smp05SamplePeople,
  smp06SamplePlausibility,
  smp07SampleTraceable,
  sup01IdentifierCodes,
  sup02Expiry,
  sup03Scope,
  sup04Evaluation,
  sup05RelatedParties,
  sup06CopiedDocument,
  sup07QualifiedAsKnown,
];

export {
  p832_01Reserve,
  p832_02DeclaredTotal,
  p832_03Counted,
  p832_04EligibleOrigin,
  p832_05SharedCanteen,
  p832_06OrderClaimedOnce,
  p832_07Pace,
  p832_08OrderDelivered,
  rcv01RequiredDocuments,
  rcv02DocumentDates,
  rcv03CertificateBalance,
  rcv04ShelfLife,
  rcv05Inspectors,
  rcv06ReceivingTemperature,
  rcv07BannedGoods,
  rcv08LicenceOnDelivery,
  rcv09Disposition,
  rcv10Issue,
  rcv11Retention,
  smp01EveryDishSampled,
  smp02SampleWeight,
  smp03SampleDisposal,
  smp04CabinetTemperature,
  smp05SamplePeople,
  smp06SamplePlausibility,
  smp07SampleTraceable,
  sup01IdentifierCodes,
  sup02Expiry,
  sup03Scope,
  sup04Evaluation,
  sup05RelatedParties,
  sup06CopiedDocument,
  sup07QualifiedAsKnown,
};
