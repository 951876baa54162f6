import { Line, MilliC } from '../values.ts';
import { recordOf } from './record.ts';

/** A sample cabinet was put into use. */
export const CabinetAdded = recordOf('cabinet-added', 1, { schoolName: Line(100), name: Line(40) });

/** How warm a sample cabinet was. The subject is the cabinet. */
export const CabinetMeasured = recordOf('cabinet-measured', 1, {
  schoolName: Line(100),
  cabinet: Line(40),
  temperatureMilliC: MilliC,
});
