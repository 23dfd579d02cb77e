import type { Member } from './model.ts';

/** Whether one of a member's names begins so, in capitals or not. */
export function isNamed({ user, nick }: Member, beginning: string): boolean {
  const wanted = beginning.toLowerCase();
  return [user.username, user.global_name, nick].some((name) => name?.toLowerCase().startsWith(wanted) === true);
}
