--[[
  Reads what is behind a place.

  ARGV[2]  an id, or empty. When no entry has it, it was one that is gone, and all that is left is younger, or it is not
           of this feed: either way everything is behind it.

  Returns {{id, {'activity', sealed}}, …}, oldest first | nothing when the feed has ended
]]
if hasEnded() then
  return false
end
forgetOld()
local since = ARGV[2]
local isThere = since ~= '' and #redis.call('XRANGE', FEED, since, since) > 0
return redis.call('XRANGE', FEED, isThere and '(' .. since or '-', '+')
