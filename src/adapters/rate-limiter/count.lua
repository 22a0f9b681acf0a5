--[[
  Adds to the count of one window, atomically. Reading a count begins no window, and neither does a refund that comes after its
  window has ended: the refund is dropped, because the next window would allow it on top of its own.

  KEYS[1]  the count
  ARGV[1]  1 charges, 0 reads, -1 refunds
  ARGV[2]  length of the window in s, from its first charge on

  Returns {count, ms until the window ends}, or {-1, 0} when there was nothing to refund
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
