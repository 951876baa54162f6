import { readConfig } from './config.ts';
import { demoText, readDemoGuide } from './demo-guide.ts';
import { runningAddress } from './running-address.ts';

/** `npm run demo [-- --json]`: the demo's accounts and example codes, whether the product is running or not. */
try {
  const { dataDir, publicUrl } = readConfig(process.env);
  const guide = readDemoGuide(dataDir);
  if (guide === undefined) throw new Error(`There is no demo in ${dataDir}. Run npm start first.`);
  const url = runningAddress(dataDir) ?? publicUrl;
  console.log(process.argv.includes('--json') ? JSON.stringify({ url, ...guide }) : demoText(guide, url));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
