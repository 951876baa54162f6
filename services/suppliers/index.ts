export { addQualification } from './add-qualification.ts';
export { admitSupplier } from './admit-supplier.ts';
export { supplierExpiryJob } from './alert-expiries.ts';
export { correctQualification } from './correct-qualification.ts';
export { supplierDerivedRows } from './derived-rows.ts';
export { exitSupplier } from './exit-supplier.ts';
export { liftSuspension } from './lift-suspension.ts';
export { listSuppliers } from './list-suppliers.ts';
export { supplierPages } from './pages.ts';
export { supplierReadRoutes } from './read-routes.ts';
export { supplierRecordedRows } from './recorded-rows.ts';
export { registerSupplier } from './register-supplier.ts';
export { supplierRoutes } from './routes.ts';
export {
  type StandingFault,
  type StandingQuery,
  type SupplierStanding,
  supplierStandingOn,
  supplierStandings,
} from './standing.ts';
export { listSupplierNames } from './supplier-names.ts';
export { suspendSupplier } from './suspend-supplier.ts';
