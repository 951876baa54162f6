export { addQualification } from './add-qualification.ts';
export { admitSupplier } from './admit-supplier.ts';
export { supplierExpiryJob } from './alert-expiries.ts';
export { correctQualification } from './correct-qualification.ts';
export { exitSupplier } from './exit-supplier.ts';
export { liftSuspension } from './lift-suspension.ts';
export { registerSupplier } from './register-supplier.ts';
export {
  type StandingFault,
  type StandingQuery,
  type SupplierStanding,
  supplierStandingOn,
} from './standing.ts';
export { suspendSupplier } from './suspend-supplier.ts';
