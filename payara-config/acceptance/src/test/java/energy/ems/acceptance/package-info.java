/**
 * The system as its users and neighbours meet it: started as a whole, driven only through RabbitMQ, HTTP, WebSocket and a
 * browser, on every stack that is supported. Nothing in here imports a class of the application.
 */
package energy.ems.acceptance;
