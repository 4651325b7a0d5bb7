// A hundred kill -9 under load; prints how many acknowledged bookings are missing afterwards.
import { killUnderLoad } from '../server/kill.mjs';
import { roomyContent } from './http_load.mjs';

const { acknowledged, lost, sound } = await killUnderLoad({ rounds: 100, clients: 64, perRound: 100, content: roomyContent() });
console.log(`figure acknowledged_before_kills ${acknowledged}`);
console.log(`figure acknowledged_lost_after_kills ${lost}`);
if (!sound) throw new Error('wufei check fails after the kills');
