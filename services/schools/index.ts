export { openSchool } from './open-school.ts';
export { schoolPages } from './pages.ts';
export { listSchools } from './queries.ts';
export { schoolRoutes } from './routes.ts';
export { type SchoolFacts, schoolOf } from './school-of.ts';
