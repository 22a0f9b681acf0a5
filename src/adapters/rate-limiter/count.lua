--[[
  Counts, in place of the library's own script. That one begins a window with a mere look, and what is given back after its window
  ended it would grant on top of the next.

  KEYS[1]  the count
  ARGV[1]  1 charges, 0 looks, -1 gives back
  ARGV[2]  the window in s, from its first charge on

  Returns {count, ms until its window ends}, or {-1, 0} when there was nothing to give back
]]
local by = tonumber(ARGV[1])
local count = tonumber(redis.call('GET', KEYS[1]) or 0)
if by > 0 then
  redis.call('SET', KEYS[1], 0, 'EX', ARGV[2], 'NX')
elseif by < 0 and count < 1 then
  return { -1, 0 }
end
if by ~= 0 then
  count = redis.call('INCRBY', KEYS[1], by)
end
return { count, math.max(0, redis.call('PTTL', KEYS[1])) }
