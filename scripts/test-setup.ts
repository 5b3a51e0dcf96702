/** Switches on the named faults of MUTIRAO_FAULT (comma separated) for this test process; none by default. */
import { setFaults } from '@mutirao/documents'

const wanted = process.env['MUTIRAO_FAULT']
if (wanted !== undefined && wanted !== '') setFaults(wanted.split(','))
