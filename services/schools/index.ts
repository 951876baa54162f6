export { openSchool } from './open-school.ts';
export { otherSchools } from './other-schools.ts';
export { schoolPages } from './pages.ts';
export { listSchools } from './queries.ts';
export { schoolRecordedRows } from './recorded-rows.ts';
export { schoolRoutes } from './routes.ts';
export { type SchoolFacts, schoolOf } from './school-of.ts';
