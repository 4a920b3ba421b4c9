package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.evidence.ChannelPeople;

/**
 * What it takes to hear clicks.
 *
 * @param appToken of the app, not of its bot
 * @param nextStep where people answer; <code>{id}</code> stands for the request's
 */
record SlackHearing(
    SlackPlace place, SlackToken appToken, ChannelPeople people, Pace pace, String nextStep) {}
