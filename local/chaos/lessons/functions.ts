import type { Lesson } from '#local/chaos/lesson.ts'

/** Lessons about processes that end, stand still or have no time left. */
export const functionLessons: readonly Lesson[] = [
  {
    id: 'killed-in-the-order',
    title: 'Kill the worker in the middle of an order',
    topic: 'Processes',
    trip: 'purchase',
    station: 'function',
    broken: 'The parcel is packed. Before the receipt is sent, the process is killed without a word.',
    fear: 'The shopper never gets a receipt, or the parcel is packed a second time.',
    instead:
      'The job stays in the database with a lease. When the lease is over, another run takes it. The order is packed already, so only the receipt is left to do.',
    code: [
      { file: 'supabase/migrations/20261129000200_jobs.sql', name: 'leased_until' },
      { file: 'functions/process-order.ts', name: 'packOrder' },
    ],
    act: 'buy-and-leave',
    apart: ['process-order'],
    faults: [{ at: 'mail', call: 'POST /emails', does: 'kill' }],
  },
  {
    id: 'killed-after-the-mail',
    title: 'Killed after the mail was sent',
    topic: 'Processes',
    trip: 'purchase',
    station: 'function',
    broken: 'The mail service has taken the receipt. The process is killed before it can write that down.',
    fear: 'The next run does not know of the mail, so the shopper gets two receipts.',
    instead:
      'Both runs send the mail with the same idempotency key, which is the order’s id. The mail service sends the second one nowhere.',
    code: [{ file: 'shop/orders/receipts.ts', name: 'idempotencyKey' }],
    act: 'buy-and-leave',
    apart: ['process-order'],
    faults: [{ at: 'mail', call: 'POST /emails', does: 'kill', when: 'after' }],
  },
  {
    id: 'stood-still',
    title: 'The worker falls asleep, and wakes up too late',
    topic: 'Processes',
    trip: 'purchase',
    station: 'function',
    broken:
      'The process stands still at the mail. Another one takes over and ends the job. Then the first wakes up and goes on.',
    fear: 'Two processes that both believe the job is theirs.',
    instead:
      'Each run has a number, and the database lets only the run that holds the job write its steps. The sleeper is told that it was taken over, and says nothing more.',
    code: [{ file: 'functions/runtime/steps.ts', name: 'TakenOver' }],
    sweeps: true,
    act: 'buy-and-leave',
    apart: ['process-order'],
    faults: [{ at: 'mail', call: 'POST /emails', does: 'freeze' }],
  },
  {
    id: 'starved',
    title: 'A run is starved of its time',
    topic: 'Processes',
    trip: 'schedule',
    station: 'function',
    broken: 'One step of the nightly check takes 21 seconds. A run begins nothing new after 20 of its 60 seconds.',
    fear: 'The platform cuts the run off in the middle, and everything begins anew, again and again.',
    instead:
      'The run pauses between two steps and rings the queue. Another run goes on with the next step, and what is done is not repeated.',
    code: [
      { file: 'functions/runtime/steps.ts', name: 'timeIsUp' },
      { file: 'functions/runtime/run-job.ts', name: 'pause_job' },
    ],
    act: 'check',
    faults: [{ at: 'supabase', call: 'POST /rest/v1/job_steps', does: 'wait', ms: 21_000 }],
  },
  {
    id: 'killed-halfway',
    title: 'Killed halfway through a photograph',
    topic: 'Processes',
    trip: 'upload',
    station: 'function',
    broken: 'Some sizes of a photograph are in storage. The process is killed before the others are.',
    fear: 'A lamp that shows half of its photograph, or none, for ever.',
    instead:
      'The database learns of the sizes when all of a format are there, in one call. Another run makes them again, under the same names.',
    code: [{ file: 'shop/photographs/photographs.ts', name: 'saveSizes' }],
    act: 'upload',
    apart: ['make-thumbnail'],
    faults: [{ at: 'supabase', call: 'POST /storage/v1/object/photographs/*', does: 'kill', when: 'after' }],
  },
  {
    id: 'ten-calls',
    title: 'The scheduler calls ten times',
    topic: 'Processes',
    trip: 'schedule',
    station: 'scheduler',
    broken: 'Ten calls for the same night arrive at once, and the queue delivers the job three times.',
    fear: 'Thirty checks, and thirty mails to the owner.',
    instead:
      'The key of the job names its night, so ten calls plan one job. One delivery takes it, and the others are told that it is busy or done.',
    code: [
      { file: 'supabase/migrations/20261129000200_jobs.sql', name: 'add_job' },
      { file: 'functions/runtime/run-job.ts', name: 'busy' },
    ],
    act: 'check-ten-times',
    faults: [{ at: 'deliveries', call: 'POST /api/check-invariants', does: 'repeat', copies: 3 }],
  },
]
