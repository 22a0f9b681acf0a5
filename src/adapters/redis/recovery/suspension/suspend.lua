--[[
  Suspends the target from now on. Replaces an earlier suspension.

  ARGV[1]  for how many ms
  ARGV[2]  retention of a recovery, ms

  Returns the end of the suspension
]]
local ends = now + ARGV[1]
redis.call('HSET', KEYS[1], 'heldAt', now, 'heldUntil', ends)
redis.call('PEXPIRE', KEYS[1], ARGV[1] + ARGV[2])
return ends
